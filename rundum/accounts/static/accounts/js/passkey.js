// <passkey-form>: asks the device for a passkey when its form is sent, and sends what the device answers.
// data-does: sign-in (options come from the form's address), confirm or add (options stand in data-options).
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", this);
  }

  async handleEvent(event) {
    event.preventDefault();
    if (!window.isSecureContext || !window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      return this.say(this.dataset.unable);
    }
    try {
      const credential = await this.ask();
      this.form.elements.credential.value = JSON.stringify(credential.toJSON());
      this.form.submit();
    } catch (error) {
      this.say(error.name === "SecurityError" ? this.dataset.unable : this.dataset.stopped);
    }
  }

  async ask() {
    if (this.dataset.does === "add") {
      const { creation_options: options } = JSON.parse(this.dataset.options);
      return navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(this.wished(options.publicKey)),
      });
    }
    const { request_options: options } = await this.request();
    return navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey),
    });
  }

  async request() {
    if (this.dataset.options) return JSON.parse(this.dataset.options);
    const answer = await fetch(this.form.action, {
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  wished(options) {
    const alone = this.form.elements.passwordless?.checked ?? false;
    const wishes = { residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
    if (alone) wishes.userVerification = "required";
    return { ...options, authenticatorSelection: { ...options.authenticatorSelection, ...wishes } };
  }

  say(sentence) {
    let note = this.querySelector("[role=alert]");
    if (!note) {
      note = document.createElement("p");
      note.role = "alert";
      note.className = "note note-bad mt-2";
      this.append(note);
    }
    note.textContent = sentence;
  }
}

customElements.define("passkey-form", PasskeyForm);
