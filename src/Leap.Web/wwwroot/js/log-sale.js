// Adds and removes lines at once and keeps "what it earns" up to date; without this module the same buttons ask the server.
const form = document.querySelector("form[data-log-sale]");
const lines = form.querySelector("[data-lines]");
const preview = form.querySelector("#preview");
const said = form.querySelector("[data-said]");
const template = document.querySelector("#line-template");
const linesMax = 100;
const pauseMilliseconds = 500;
let timer;
let running;

const renumber = () => {
  [...lines.children].forEach((line, index) => {
    const before = line.dataset.line;
    if (before === String(index)) {
      return;
    }
    line.dataset.line = index;
    for (const element of line.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value !== null) {
          element.setAttribute(name, value.replace(`Lines[${before}]`, `Lines[${index}]`).replace(`Lines_${before}_`, `Lines_${index}_`));
        }
      }
    }
    line.querySelector("[data-remove]").value = index;
    for (const heading of line.querySelectorAll("legend, [data-heading]")) {
      heading.textContent = template.content.querySelector("legend").textContent.replace("__index__", index + 1);
    }
  });
};

const add = () => {
  if (lines.children.length >= linesMax) {
    return;
  }
  lines.append(template.content.firstElementChild.cloneNode(true));
  renumber();
  lines.lastElementChild.querySelector("input").focus();
};

const remove = line => {
  const next = line.nextElementSibling ?? line.previousElementSibling;
  line.remove();
  if (lines.children.length === 0) {
    add();
    return;
  }
  renumber();
  next.querySelector("input").focus();
};

const show = html => {
  preview.innerHTML = html;
  for (const line of lines.children) {
    const judged = preview.querySelector(`[data-line="${line.dataset.line}"]`);
    line.querySelector("[data-total]").textContent = judged?.dataset.amount ?? "";
  }
  said.textContent = preview.querySelector(".stat-value, .field-error")?.textContent ?? "";
};

const ask = async () => {
  running?.abort();
  const current = new AbortController();
  running = current;
  try {
    const answer = await fetch("?handler=Preview", {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Fragment": "preview" },
      signal: current.signal,
      redirect: "error",
    });
    if (answer.ok) {
      show(await answer.text());
    }
  } catch (fault) {
    if (fault.name !== "AbortError") {
      console.warn("The preview could not be fetched", fault);
    }
  }
};

const askSoon = () => {
  clearTimeout(timer);
  timer = setTimeout(ask, pauseMilliseconds);
};

form.addEventListener("input", askSoon);
form.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (button?.matches("[data-add]")) {
    event.preventDefault();
    add();
  } else if (button?.matches("[data-remove]")) {
    event.preventDefault();
    remove(button.closest(".line"));
    askSoon();
  } else if (button?.matches("[data-preview]")) {
    event.preventDefault();
    ask();
  }
});
