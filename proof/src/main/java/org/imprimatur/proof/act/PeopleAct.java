// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.util.List;
import org.imprimatur.proof.digest.Digest;

/** Who may act, under pseudonyms; names stand outside the log. */
public sealed interface PeopleAct extends Act {
  /** The commitment is SHA-256(0x00 ‖ salt ‖ name). */
  record PersonAdded(Stamp stamp, String person, Digest commitment) implements PeopleAct {
    static final String NAME = "person.added";

    static PersonAdded read(Stamp stamp, ActReader in) {
      return new PersonAdded(stamp, in.string("person"), in.digest("commitment"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("commitment", commitment);
    }
  }

  /** From now on the person holds the role. */
  record RoleGiven(Stamp stamp, String person, String role) implements PeopleAct {
    static final String NAME = "role.given";

    static RoleGiven read(Stamp stamp, ActReader in) {
      return new RoleGiven(stamp, in.string("person"), in.string("role"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("role", role);
    }
  }

  /** From now on the person does not hold the role. */
  record RoleWithdrawn(Stamp stamp, String person, String role) implements PeopleAct {
    static final String NAME = "role.withdrawn";

    static RoleWithdrawn read(Stamp stamp, ActReader in) {
      return new RoleWithdrawn(stamp, in.string("person"), in.string("role"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("role", role);
    }
  }

  /** The person belongs to the team. */
  record TeamJoined(Stamp stamp, String person, String team) implements PeopleAct {
    static final String NAME = "team.joined";

    static TeamJoined read(Stamp stamp, ActReader in) {
      return new TeamJoined(stamp, in.string("person"), in.string("team"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("team", team);
    }
  }

  /** Somebody can now sign in as the person. */
  record CredentialSet(Stamp stamp, String person, String method) implements PeopleAct {
    static final String NAME = "credential.set";

    static CredentialSet read(Stamp stamp, ActReader in) {
      return new CredentialSet(stamp, in.string("person"), in.string("method"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("method", method);
    }
  }

  /** A token acts for the person within its scopes. */
  record TokenIssued(Stamp stamp, String person, String token, List<String> scopes)
      implements PeopleAct {
    static final String NAME = "token.issued";

    public TokenIssued {
      scopes = List.copyOf(scopes);
    }

    static TokenIssued read(Stamp stamp, ActReader in) {
      return new TokenIssued(stamp, in.string("person"), in.string("token"), in.strings("scopes"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("token", token).putStrings("scopes", scopes);
    }
  }

  /** The token acts for nobody any more. */
  record TokenRevoked(Stamp stamp, String person, String token) implements PeopleAct {
    static final String NAME = "token.revoked";

    static TokenRevoked read(Stamp stamp, ActReader in) {
      return new TokenRevoked(stamp, in.string("person"), in.string("token"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("token", token);
    }
  }

  /**
   * From now on the person can sign with the passkey.
   *
   * @param credential digest of the credential's id
   * @param key the public key, a COSE_Key in base64url: it alone verifies what the passkey signs
   * @param rp the site that the passkey is bound to
   * @param origin the page on which it was made
   * @param enrolment the blob with what the authenticator gave, enrolment/v1
   * @param authenticator its make as it calls itself, or software-demo
   */
  record PasskeyEnrolled(
      Stamp stamp,
      String person,
      String passkey,
      Digest credential,
      String key,
      String rp,
      String origin,
      Digest enrolment,
      String authenticator)
      implements PeopleAct {
    static final String NAME = "passkey.enrolled";

    static PasskeyEnrolled read(Stamp stamp, ActReader in) {
      return new PasskeyEnrolled(
          stamp,
          in.string("person"),
          in.string("passkey"),
          in.digest("credential"),
          in.string("key"),
          in.string("rp"),
          in.string("origin"),
          in.digest("enrolment"),
          in.string("authenticator"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person)
          .put("passkey", passkey)
          .put("credential", credential)
          .put("key", key)
          .put("rp", rp)
          .put("origin", origin)
          .put("enrolment", enrolment)
          .put("authenticator", authenticator);
    }
  }

  /** From now on the passkey signs nothing; what it signed before stands. */
  record PasskeyRevoked(Stamp stamp, String person, String passkey, String reason)
      implements PeopleAct {
    static final String NAME = "passkey.revoked";

    static PasskeyRevoked read(Stamp stamp, ActReader in) {
      return new PasskeyRevoked(
          stamp, in.string("person"), in.string("passkey"), in.string("reason"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("passkey", passkey).put("reason", reason);
    }
  }
}
