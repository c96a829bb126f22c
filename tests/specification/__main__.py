"""`python -m tests.specification` writes docs/answers.md."""

from tests.specification.pages import PAGE, answers_page

PAGE.parent.mkdir(exist_ok=True)
PAGE.write_text(answers_page(), encoding="utf-8", newline="\n")
print(f"Written: docs/{PAGE.name}")
