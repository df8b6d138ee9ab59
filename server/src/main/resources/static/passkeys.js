// SPDX-License-Identifier: Apache-2.0
// Asks the browser for a passkey. Only a script can ask; all that it does is hand on what the
// server gave and send back what the authenticator answered.
'use strict';
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const known = (form) => (form.dataset.known || '').split(' ').filter((id) => id);
  const descriptors = (form) => known(form).map((id) => ({ type: 'public-key', id: bytes(id) }));

  const enrol = async (form, devices) => {
    const made = await devices.create({
      publicKey: {
        challenge: bytes(form.dataset.challenge),
        rp: { id: form.dataset.rp, name: 'Imprimatur' },
        user: { id: bytes(form.dataset.user), name: form.dataset.name, displayName: form.dataset.name },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: descriptors(form),
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        attestation: 'none',
        timeout: 300000,
      },
    });
    form.elements.attestationObject.value = text(made.response.attestationObject);
    form.elements.clientData.value = text(made.response.clientDataJSON);
  };

  const sign = async (form, devices) => {
    const given = await devices.get({
      publicKey: {
        challenge: bytes(form.dataset.challenge),
        rpId: form.dataset.rp,
        allowCredentials: descriptors(form),
        userVerification: 'required',
        timeout: 300000,
      },
    });
    form.elements.credential.value = text(given.rawId);
    form.elements.authenticatorData.value = text(given.response.authenticatorData);
    form.elements.clientData.value = text(given.response.clientDataJSON);
    form.elements.signature.value = text(given.response.signature);
  };

  const why = (form, fault) => {
    const done = form.dataset.ceremony === 'sign' ? 'Not signed' : 'Not enrolled';
    if (fault.name === 'NotAllowedError') return `${done}: the passkey was cancelled. Nothing was recorded.`;
    if (fault.name === 'InvalidStateError') return `${done}: this authenticator is enrolled already.`;
    return `${done}: the browser could not use a passkey (${fault.name}). Nothing was recorded.`;
  };

  document.querySelectorAll('form[data-ceremony]').forEach((form) => {
    const status = form.querySelector('[role=status]');
    form.querySelectorAll('button[data-device]').forEach((button) => {
      const devices =
        button.dataset.device === 'demo' ? window.imprimaturDemoAuthenticator : navigator.credentials;
      button.disabled = !devices;
      button.addEventListener('click', async () => {
        if (!form.reportValidity()) return;
        status.textContent = 'Waiting for your passkey …';
        try {
          await (form.dataset.ceremony === 'sign' ? sign : enrol)(form, devices);
          status.textContent = '';
          form.submit();
        } catch (fault) {
          status.textContent = why(form, fault);
        }
      });
    });
  });
})();
