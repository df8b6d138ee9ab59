// SPDX-License-Identifier: Apache-2.0
// An authenticator in the page, for trying the product where no other is at hand. Its key lies in
// this browser's storage and whoever sits here can use it: it proves no person, and the record,
// the page and the manifest say so. A server offers it only with --demo-authenticator.
'use strict';
(() => {
  const KEPT = 'imprimatur-demo-authenticator';
  const utf8 = (words) => new TextEncoder().encode(words);
  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    parts.forEach((part) => { all.set(part, at); at += part.length; });
    return all;
  };
  const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  const url = (data) =>
    btoa(String.fromCharCode(...data)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const raw = (words) =>
    Uint8Array.from(atob(words.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const client = (type, challenge) =>
    utf8(JSON.stringify({ type, challenge: url(new Uint8Array(challenge)), origin: location.origin, crossOrigin: false }));
  // Present and verified, as a device with a finger would say; here it is only said.
  const data = async (rp, flags, rest) =>
    joined(await sha256(utf8(rp)), new Uint8Array([flags, 0, 0, 0, 0]), rest);
  const keys = () => JSON.parse(localStorage.getItem(KEPT) || '{}');

  const integer = (part) => {
    let from = 0;
    while (from < part.length - 1 && part[from] === 0) from += 1;
    const short = part.slice(from);
    const value = short[0] & 0x80 ? joined(new Uint8Array([0]), short) : short;
    return joined(new Uint8Array([2, value.length]), value);
  };
  const der = (signature) => {
    const both = joined(integer(signature.slice(0, 32)), integer(signature.slice(32)));
    return joined(new Uint8Array([0x30, both.length]), both);
  };

  window.imprimaturDemoAuthenticator = {
    async create({ publicKey }) {
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
      const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey);
      const id = crypto.getRandomValues(new Uint8Array(16));
      const cose = joined(
        new Uint8Array([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]), raw(jwk.x),
        new Uint8Array([0x22, 0x58, 32]), raw(jwk.y));
      const attested = joined(utf8('imprimatur demo!'), new Uint8Array([0, id.length]), id, cose);
      const authData = await data(publicKey.rp.id, 0x45, attested);
      localStorage.setItem(KEPT, JSON.stringify({ ...keys(), [url(id)]: jwk }));
      return {
        rawId: id,
        response: {
          attestationObject: joined(
            new Uint8Array([0xa3, 0x63]), utf8('fmt'), new Uint8Array([0x64]), utf8('none'),
            new Uint8Array([0x67]), utf8('attStmt'), new Uint8Array([0xa0, 0x68]), utf8('authData'),
            new Uint8Array([0x58, authData.length]), authData),
          clientDataJSON: client('webauthn.create', publicKey.challenge),
        },
      };
    },
    async get({ publicKey }) {
      const held = keys();
      const one = publicKey.allowCredentials.find((known) => held[url(known.id)]);
      if (!one) throw new DOMException('No demo key of this person is in this browser.', 'NotFoundError');
      const secret = await crypto.subtle.importKey(
        'jwk', held[url(one.id)], { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
      const authenticatorData = await data(publicKey.rpId, 0x05, new Uint8Array(0));
      const clientDataJSON = client('webauthn.get', publicKey.challenge);
      const signature = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' }, secret, joined(authenticatorData, await sha256(clientDataJSON)));
      return { rawId: one.id, response: { authenticatorData, clientDataJSON, signature: der(new Uint8Array(signature)) } };
    },
  };
})();
