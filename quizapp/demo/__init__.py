"""The demonstration: accounts to look around with, and a simulated class. Nobody in it is real.

Pure: ``students`` (who they are), ``memory`` (what they truly remember), ``answering`` (what they then
answer) and ``figures`` (whether the class is believable). ``history`` lets them work through the services
that pages call; ``service`` makes the class and takes it away again; ``refusals`` says where it may not be.
"""
