"""What makes an item unsound, unfair or unkind: one small function for each rule."""
