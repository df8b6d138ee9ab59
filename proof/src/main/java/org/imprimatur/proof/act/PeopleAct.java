// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.digest.Digest;

/** Who may act, under pseudonyms; names stand outside the log. */
public sealed interface PeopleAct extends Act
    permits PeopleAct.PersonAdded,
        PeopleAct.PersonLeft,
        PeopleAct.RoleGiven,
        PeopleAct.RoleWithdrawn,
        PeopleAct.TeamJoined,
        PeopleAct.TeamLeft,
        PeopleAct.LinkIssued,
        PeopleAct.CredentialSet,
        PeopleAct.TokenIssued,
        PeopleAct.TokenRevoked,
        PeopleAct.PasskeyEnrolled,
        PeopleAct.PasskeyRevoked,
        RoleAct,
        DutyAct {
  /** The names of all acts about people. */
  List<String> ABOUT_PEOPLE =
      List.of(
          PersonAdded.NAME,
          PersonLeft.NAME,
          RoleGiven.NAME,
          RoleWithdrawn.NAME,
          TeamJoined.NAME,
          TeamLeft.NAME,
          LinkIssued.NAME,
          CredentialSet.NAME,
          TokenIssued.NAME,
          TokenRevoked.NAME,
          PasskeyEnrolled.NAME,
          PasskeyRevoked.NAME,
          RoleAct.RoleAsked.NAME,
          RoleAct.RoleDeclined.NAME,
          DutyAct.AbsenceStated.NAME,
          DutyAct.AbsenceEnded.NAME,
          DutyAct.DelegationGiven.NAME,
          DutyAct.DelegationEnded.NAME,
          DutyAct.QualificationRecorded.NAME,
          DutyAct.QualificationWithdrawn.NAME);

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

  /** The person is gone: every role, team, token and session ends, and nobody signs in as them. */
  record PersonLeft(Stamp stamp, String person) implements PeopleAct {
    static final String NAME = "person.left";

    static PersonLeft read(Stamp stamp, ActReader in) {
      return new PersonLeft(stamp, in.string("person"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person);
    }
  }

  /**
   * From now on the person holds the role.
   *
   * @param scope where it counts
   * @param request what another person asked, where the role needs two
   */
  record RoleGiven(Stamp stamp, String person, String role, Scope scope, Optional<String> request)
      implements PeopleAct {
    static final String NAME = "role.given";

    public RoleGiven(Stamp stamp, String person, String role) {
      this(stamp, person, role, Scope.EVERYWHERE, Optional.empty());
    }

    static RoleGiven read(Stamp stamp, ActReader in) {
      return new RoleGiven(
          stamp, in.string("person"), in.string("role"), Scope.read(in), in.findString("request"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return scope.write(out.put("person", person).put("role", role).put("request", request));
    }
  }

  /** From now on the person does not hold the role there. */
  record RoleWithdrawn(Stamp stamp, String person, String role, Scope scope) implements PeopleAct {
    static final String NAME = "role.withdrawn";

    public RoleWithdrawn(Stamp stamp, String person, String role) {
      this(stamp, person, role, Scope.EVERYWHERE);
    }

    static RoleWithdrawn read(Stamp stamp, ActReader in) {
      return new RoleWithdrawn(stamp, in.string("person"), in.string("role"), Scope.read(in));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return scope.write(out.put("person", person).put("role", role));
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

  /** The person belongs to the team no longer. */
  record TeamLeft(Stamp stamp, String person, String team) implements PeopleAct {
    static final String NAME = "team.left";

    static TeamLeft read(Stamp stamp, ActReader in) {
      return new TeamLeft(stamp, in.string("person"), in.string("team"));
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

  /** Whoever holds the one-time link can sign in as the person. */
  record LinkIssued(Stamp stamp, String person) implements PeopleAct {
    static final String NAME = "link.issued";

    static LinkIssued read(Stamp stamp, ActReader in) {
      return new LinkIssued(stamp, in.string("person"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person);
    }
  }

  /**
   * Somebody can now sign in as the person.
   *
   * @param seal what the server holds the stored password to: an HMAC that says nothing to whoever
   *     has not the server's key; none in entries of before
   */
  record CredentialSet(Stamp stamp, String person, String method, Optional<String> seal)
      implements PeopleAct {
    static final String NAME = "credential.set";

    /** One without a seal. */
    public CredentialSet(Stamp stamp, String person, String method) {
      this(stamp, person, method, Optional.empty());
    }

    static CredentialSet read(Stamp stamp, ActReader in) {
      return new CredentialSet(
          stamp, in.string("person"), in.string("method"), in.findString("seal"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person).put("method", method).put("seal", seal);
    }
  }

  /**
   * A token acts for the person within its scopes.
   *
   * @param expires from when on it acts no more; none for one of the first start of before
   * @param seal what the server holds the stored secret to; none in entries of before
   */
  record TokenIssued(
      Stamp stamp,
      String person,
      String token,
      List<String> scopes,
      Optional<Instant> expires,
      Optional<String> seal)
      implements PeopleAct {
    static final String NAME = "token.issued";

    /** The longest life of a token that a person makes. */
    public static final Duration LONGEST = Duration.ofDays(365);

    public TokenIssued {
      scopes = List.copyOf(scopes);
    }

    /** One without a seal. */
    public TokenIssued(
        Stamp stamp, String person, String token, List<String> scopes, Optional<Instant> expires) {
      this(stamp, person, token, scopes, expires, Optional.empty());
    }

    /** One without an end or a seal. */
    public TokenIssued(Stamp stamp, String person, String token, List<String> scopes) {
      this(stamp, person, token, scopes, Optional.empty(), Optional.empty());
    }

    static TokenIssued read(Stamp stamp, ActReader in) {
      return new TokenIssued(
          stamp,
          in.string("person"),
          in.string("token"),
          in.strings("scopes"),
          in.findInstant("expires"),
          in.findString("seal"));
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public ActWriter write(ActWriter out) {
      return out.put("person", person)
          .put("token", token)
          .putStrings("scopes", scopes)
          .putInstant("expires", expires)
          .put("seal", seal);
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

    /** Why a passkey can end. */
    public static final Set<String> REASONS = Set.of("lost", "replaced", "compromised", "left");

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
