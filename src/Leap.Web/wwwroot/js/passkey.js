// Asks the browser for a passkey and sends its answer with the form. Where the browser has none the form stays hidden, and what is said
// instead, if anything, shows. On the sign-in page passkeys are also offered where the address is typed, until the button asks.
const canAsk = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
let offer = new AbortController();

async function optionsFor(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form), redirect: "error" });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }

  return answer.json();
}

async function ask(form, extra) {
  const options = await optionsFor(form);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options), ...extra })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options), ...extra });
}

function send(form, credential) {
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

function tell(form, fault) {
  const line = form.querySelector("[role=alert]");
  const isKnown = fault.name === "InvalidStateError" && line.dataset.known;
  line.textContent = isKnown ? line.dataset.known : fault.name === "NotAllowedError" ? line.dataset.cancelled : line.dataset.failed;
}

async function press(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  offer.abort();
  offer = new AbortController();
  button.disabled = true;
  form.querySelector("[role=alert]").textContent = "";
  try {
    send(form, await ask(form, { signal: offer.signal }));
  } catch (fault) {
    button.disabled = false;
    tell(form, fault);
  }
}

async function offerWhereTyped(form) {
  if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) {
    return;
  }

  try {
    send(form, await ask(form, { mediation: "conditional", signal: offer.signal }));
  } catch {
    // Nobody has asked for anything yet, so there is nothing to tell: the button does.
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !canAsk;
  for (const other of document.querySelectorAll("[data-no-passkeys]")) {
    other.hidden = canAsk;
  }

  if (canAsk) {
    form.addEventListener("submit", press);
    if ("autofill" in form.dataset) {
      offerWhereTyped(form);
    }
  }
}
