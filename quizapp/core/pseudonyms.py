"""Made-up names for people in a class: two plain, friendly words, drawn by chance."""

from random import Random

COLOURS_AND_PLACES = """
    amber apple apricot autumn azure birch bright bronze calm cedar cheerful chestnut cinnamon
    clover cobalt copper coral country cream crystal eastern emerald evening fern forest friendly
    garden gentle golden green harbour hazel heather highland hillside honey indigo island ivory
    jade jolly juniper kind lakeside lavender leafy lemon lilac linen lively marble meadow mellow
    melon merry mint moonlit morning mossy northern ocean olive orange orchard peach pearl pebble
    pine plum poplar purple quiet river rolling rowan russet sandy sapphire seaside silver singing
    sky smiling snowy southern sparkling spring starlit summer sunlit sunny teal topaz turquoise
    valley velvet village violet western willow winter woodland
"""
# None stands for death, bad luck or foolishness, hunts, or is called like an illness, as the thrush is.
BIRDS = """
    avocet bluebird bobolink brambling bulbul bunting chaffinch chickadee chiffchaff crane crossbill
    curlew dipper dove dunlin dunnock egret eider fieldfare finch firecrest flamingo gadwall godwit
    goldcrest goldeneye goldfinch greenfinch greenshank guillemot heron hoopoe hummingbird ibis jay
    kingfisher kinglet kittiwake kiwi lapwing lark linnet lyrebird mallard martin meadowlark moorhen
    nightingale nuthatch oriole osprey oystercatcher parakeet pelican penguin petrel pintail pipit
    plover pochard puffin razorbill redshank redstart redwing robin sanderling sandpiper serin
    shearwater shelduck siskin skylark sparrow spoonbill starling stonechat sunbird swan tanager
    tern toucan treecreeper turnstone turtledove wagtail warbler waxwing weaver wheatear whimbrel
    whinchat wigeon woodlark wren yellowhammer
"""
FIRST, SECOND = tuple(COLOURS_AND_PLACES.split()), tuple(BIRDS.split())


def draw(rng: Random) -> str:
    """Return a name such as “Amber Finch”.

    There are more than twice as many as people in the largest class, so that a name nobody has yet is found
    in a few tries.
    """
    return f"{rng.choice(FIRST)} {rng.choice(SECOND)}".title()
