"""No word of a person, and no address, leads to a file that was not meant."""

from pathlib import Path

import httpx
import pytest

from bot.domain.errors import FaqError
from bot.domain.learned import Lesson
from bot.knowledge.export import write_learned
from bot.knowledge.load import load
from bot.knowledge.overlay import with_learned
from bot.sandbox.server import create_app
from bot.store import Store
from tests.unit.knowledge.conftest import FILES, TODAY
from tests.unit.knowledge.test_overlay import PARKING, RENT, lesson

AWAY = "../../away"
WAYS_OUT = ("..%2f..%2fserver.py", "../server.py", "%2e%2e/%2e%2e/server.py", "..\\server.py", "//etc/passwd")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / name).write_text(text, "utf-8")
    return tmp_path / "home" / "faq"


def test_what_staff_taught_is_written_into_the_folder_and_nowhere_else(folder: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if folder not in path.parents}
    taught = [
        lesson(1, Lesson.ENTRY, AWAY, AWAY, answer=f"topic: {AWAY}\nentries: []"),
        lesson(2, Lesson.PHRASING, RENT, f"/etc/passwd\n{AWAY}:"),
        PARKING,
    ]
    files = load(folder, today=TODAY)
    written = write_learned(folder, files, with_learned(files, taught))
    assert written
    assert all(path.resolve().is_relative_to(folder.resolve()) for path in written)
    assert {path for path in tmp_path.rglob("*") if folder not in path.parents} == before


@pytest.mark.parametrize("topic", [AWAY, "/etc/passwd", "a/b", ".", "a\\b"])
def test_a_topic_that_is_a_path_is_refused_with_its_line(folder: Path, topic: str) -> None:
    main = folder / "faq.yaml"
    main.write_text(main.read_text("utf-8").replace("id: visa", f"id: '{topic}'"), "utf-8")
    with pytest.raises(FaqError, match=r"faq\.yaml:3: "):
        load(folder, today=TODAY)


async def test_the_sandbox_serves_its_page_and_no_other_file() -> None:
    app = create_app(secret="s")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        assert (await client.get("/s/")).status_code == 200
        for way in WAYS_OUT:
            for below in ("/s/", "/s/control/files/", "/file/bot100000001:x/", "/"):
                assert (await client.get(below + way)).status_code in (401, 404)


@pytest.mark.parametrize("name", ["o'dd ;--.db", 'a b"c.db', "%(here)s.db", "{x}.db"])
async def test_the_databases_name_is_a_name_whatever_it_holds(tmp_path: Path, name: str) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / name}")
    async with store.unit_of_work() as work:
        await work.desk.set("'; DROP TABLE desk;--", "kept")
    async with store.reading() as work:
        assert await work.desk.get("'; DROP TABLE desk;--") == "kept"
    await store.close()
    assert (tmp_path / name).exists()
