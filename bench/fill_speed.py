"""What the robot costs beside bare Playwright scripts that are written for one page: ratios, side by side in one run.

    python bench/fill_speed.py --people CHILDREN.csv [--rounds 5]

`shuffled`: ten rounds of seven fields without ids that change places. `contact`: one contact of about 45 fields in the sandbox, typed,
saved as a draft, loaded anew and read back. Both sides serve all rounds with one browser and one sign-in.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil  # type: ignore[import-untyped]

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.fill_bare import Script  # noqa: E402
from bench.fill_records import ACCOUNT, SECOND_ACCOUNT, contact_record, seven_fields  # noqa: E402
from filling.map import screenmap  # noqa: E402
from filling.page.launching import launch  # noqa: E402
from filling.robot import Robot  # noqa: E402
from sandbox.casesystem.manners import Manners  # noqa: E402
from sandbox.casesystem.serve import build, running  # noqa: E402
from sandbox.casesystem.signin import Account  # noqa: E402

NAMES = ("First Name", "Last Name", "Company Name", "Role in Company", "Address", "Email", "Phone Number")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def bare_page():
    """A page in a second browser, so that both sides run in turn and meet the same load of the machine."""
    browser = launch(headed=False, slow_ms=0, surroundings=os.environ)
    return browser.new_page(viewport={"width": 1280, "height": 1000})


def timed(work, *given):
    began = time.perf_counter()
    done = work(*given)
    return time.perf_counter() - began, done


def bare_shuffled(page, url, rounds):
    page.goto(url)
    page.get_by_role("button", name="Start").click()
    for item in rounds:
        for name, value in zip(NAMES, item.values(), strict=True):
            page.locator(f"//label[text()='{name}']/following-sibling::input").fill(value)
        page.get_by_role("button", name="Submit").click()


def sent(page):
    return json.loads(page.title())


def right(page, rounds):
    return sum(
        got[name] == value
        for got, item in zip(sent(page), rounds, strict=True)
        for name, value in zip(NAMES, item.values(), strict=True)
    )


def shuffled(repeats):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(ROOT / "sandbox" / "forms")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/shuffled.html?layout=blocks&seed="
    rounds, ours, theirs, correct = seven_fields(10), [], [], 0
    place = ROOT / "templates" / "screens" / "shuffled-form.yaml"
    with Robot({}) as robot:
        robot.fill({"rounds": rounds}, screenmap.load(place, f"{url}1"))
        page = bare_page()
        bare_shuffled(page, f"{url}1", rounds)
        for seed in range(repeats):
            screen = screenmap.load(place, f"{url}{seed}")
            ours.append(timed(robot.fill, {"rounds": rounds}, screen)[0])
            correct += right(robot._browse().page, rounds)
            theirs.append(timed(bare_shuffled, page, f"{url}{seed}", rounds)[0])
    server.shutdown()
    told("shuffled form, 10 rounds of 7", ours, theirs)
    print(f"  right: {correct} of {repeats * 70}")


def memory_mb():
    me = psutil.Process()
    return sum(one.memory_full_info().pss for one in (me, *me.children(recursive=True)) if one.is_running()) / 1e6


def contact(people, repeats):
    site = build(people, [Account.from_text(ACCOUNT), Account.from_text(SECOND_ACCOUNT)], Manners())
    login, password, answer, word = ACCOUNT.split(":")
    secrets = {
        "POSTROOM_CASE_LOGIN": login,
        "POSTROOM_CASE_PASSWORD": password,
        "POSTROOM_CASE_SECRET_ANSWER": answer,
        "POSTROOM_CASE_MEMORABLE_WORD": word,
    }
    ours, theirs, fields = [], [], 0
    with running(site) as up:
        screen = screenmap.load(ROOT / "templates" / "screens" / "sandbox-contact.yaml", up.url + "/")
        before = memory_mb()
        with Robot(secrets) as robot:
            began = time.perf_counter()
            robot.fill(contact_record("warm", 0), screen)
            print(f"first draft with browser start, sign-in and canary: {time.perf_counter() - began:.1f} s")
            print(f"memory of robot, browser and page: {memory_mb() - before:.0f} MB")
            script = Script(bare_page(), up.url)
            script.sign_in(*SECOND_ACCOUNT.split(":")[:3])
            script.fill(contact_record("warmbare", 0))
            for number in range(1, repeats + 1):
                seconds, result = timed(robot.fill, contact_record("ours", number), screen)
                assert result.verified, (result.stopped_at, result.differing)
                ours.append(seconds)
                fields = len(result.fields)
                seconds, wrong = timed(script.fill, contact_record("bare", number))
                assert not wrong, wrong
                theirs.append(seconds)
        assert len(site.drafts.all()) == 2 * repeats + 2
    told(f"one contact, {fields} fields typed and read back", ours, theirs)


def told(what, ours, theirs):
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"{what}: robot {a:.2f} s, bare script {b:.2f} s, ratio {a / b:.2f} (median of {len(ours)})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["shuffled", "contact"])
    chosen = parser.parse_args()
    if chosen.only != "contact":
        shuffled(chosen.rounds)
    if chosen.only != "shuffled":
        contact(chosen.people, chosen.rounds)


if __name__ == "__main__":
    main()
