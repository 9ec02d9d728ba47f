"""The linear model that hears pleas whatever the lexicons know."""

import json
from math import sqrt
from statistics import median

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import Context, Weigher, judge_all
from ingest.clean.appeal import BITS, Appeal, appeal, tokens
from ingest.clean.judge import APPEALING
from ingest.clean.learned import weigher
from ingest.clean.view import PARAGRAPH, UNLIKE, blocks_of
from ingest.train.planting import batches, pleas, wordings
from tests import golden


@given(st.text(max_size=200))
def test_reading_adds_up_what_training_counted(text: str) -> None:
    model = appeal()
    places = tokens(text)
    total = sum(model.weights[place] for place in places)
    expected = model.bias + (model.scale * total / sqrt(len(places)) if places else 0.0)
    assert model.of(text) == pytest.approx(expected)


def test_pleas_in_words_that_it_was_not_taught_sound_like_pleas() -> None:
    unknown = {max(plea.texts, key=len) for plea in pleas("fourth")}
    heard = sum(appeal().of(text) > APPEALING for text in unknown)
    assert heard >= 0.6 * len(unknown), f"{heard} of {len(unknown)}"


def test_prose_does_not_beside_the_rest_of_its_page() -> None:
    paragraphs = heard = 0
    for page in golden.PAGES:
        expected = json.loads((page / "expected.json").read_text("utf-8"))
        lines = expected["body"].split("\n\n") if expected else []
        said = [appeal().of(line) for line in lines if len(line) >= PARAGRAPH]
        paragraphs += len(said)
        heard += sum(one - max(0.0, median(said) - UNLIKE) > APPEALING for one in said)
    assert heard <= 0.02 * paragraphs, f"{heard} of {paragraphs}"


def test_prose_of_other_languages_does_not_by_itself() -> None:
    prose = [text for kinds in wordings("fifth").values() for text in kinds["news"]]
    heard = [text for text in prose if appeal().of(text) > APPEALING]
    assert len(heard) <= 0.02 * len(prose), heard


def test_a_folds_weights_are_not_taught_what_its_trees_learn_from() -> None:
    pytest.importorskip("sklearn", reason="needs what `pip install .[train]` brings")
    from ingest.train.appeals import our_texts

    taught = {one.text: one.fold for one in our_texts()}
    for chosen in batches("tuning", "more", fold=2):
        for plea in chosen.values():
            text = max(plea.texts, key=len)
            assert taught.get(text, 2) == 2


def test_where_a_language_is_foreign_to_the_weights_its_prose_stays() -> None:
    prose = "The council had left the quay unrepaired for twelve years when the crane gave way. " * 2
    soup = BeautifulSoup("".join(f"<p>{prose}{n}</p>" for n in range(6)), "html.parser")
    loud = Weigher(weigher().trees, Appeal([127] * (1 << BITS), 1.0, 0.0))
    blocks = blocks_of(soup, Context(scores=(0.99,) * 6, weigher=loud))
    assert loud.appeal is not None
    assert loud.appeal.of(blocks[0].text) > 100
    assert all(block.appeal == pytest.approx(UNLIKE, abs=5) for block in blocks)
    assert all(
        judged.verdict is None for judged in judge_all(soup, Context(scores=(0.99,) * 6, weigher=loud))
    )
