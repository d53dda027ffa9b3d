using System.Text;
using Sekisho.Identity.Scram;
using Sekisho.Identity.Tickets;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Table;
using Sekisho.Vault.Canaries;
using Sekisho.Vault.Keys;
using Sekisho.Vault.Recording;
using Sekisho.Vault.Rights;

namespace Sekisho.Vault.LogIn;

/// <summary>SCRAM-SHA-256: the challenge, and the check of the proof (RFC 5802 §3). An account with a second factor has none: it needs an app password.</summary>
internal sealed class ScramDesk(
    VaultOptions options, LogInSubjects subjects, KeyCabinet cabinet, LoginGate gate, RightsGate rights, Recorder recorder, CanaryWatch canaries, TimeProvider clock)
{
    private const int LongestAuthMessage = 8192;

    public ValueTask<ScramStartReply> StartAsync(ScramStartRequest request)
    {
        var (verifier, _) = VerifierOf(subjects.Find(request.Address, request.Client));
        return ValueTask.FromResult(new ScramStartReply(Convert.ToBase64String(verifier.Salt), verifier.Iterations));
    }

    public async ValueTask<LogInReply> FinishAsync(RoleKind caller, ScramFinishRequest request)
    {
        var subject = subjects.Find(request.Address, request.Client);
        var attempt = gate.AttemptOf(subject, request.Client);
        var decision = gate.Begin(attempt);
        if (!decision.IsAllowed) return LoginGate.Throttled(decision, clock);
        var (verifier, known) = VerifierOf(subject);
        var message = Encoding.UTF8.GetBytes(request.AuthMessage.Length <= LongestAuthMessage ? request.AuthMessage : "");
        var proof = new byte[32];
        var wellFormed = Convert.TryFromBase64String(request.ClientProof, proof, out var length) && length == proof.Length && message.Length > 0;
        // The same work for everybody, then one decision.
        var accepted = verifier.Accepts(message, proof) && known && wellFormed;
        if (accepted) accepted = await rights.MaySendAsync(caller, subject.Account, AuthenticationStrength.Password).ConfigureAwait(false);
        var entry = recorder.Entry(accepted ? EntryType.CredentialVerified : EntryType.CredentialRefused) with
        {
            Outcome = accepted ? EntryOutcome.Done : EntryOutcome.Refused,
            Who = new LedgerWho { Person = subject.Person, Address = subject.Client },
            What = new LedgerWhat { Tenant = subject.Tenant > 0 ? FormattableString.Invariant($"{subject.Tenant}") : null, Class = "account", Reference = subject.Person },
            Details = Recorder.Details(("proof", "scram-sha-256"), ("door", RoleTable.NameOf(caller))),
        };
        await recorder.RecordAsync([entry]).ConfigureAwait(false);
        if (!accepted) return new LogInReply { Result = LogInResult.Refused };
        gate.Succeeded(subject, attempt, decision);
        await canaries.TouchedAsync(subject.Row!.Canary, "mailbox", "log-in", caller, subject.Tenant, subject.Person).ConfigureAwait(false);
        return new LogInReply
        {
            Result = LogInResult.Granted,
            Account = subject.Typed,
            Tenant = subject.Tenant,
            MustChangePassword = subject.Record!.MustChange,
            ServerSignature = Convert.ToBase64String(verifier.ServerSignature(message)),
        };
    }

    private (ScramVerifier Verifier, bool Known) VerifierOf(LogInSubject subject)
    {
        if (subject.Record is { Totp: null } record && ScramVerifier.TryParse(record.Scram, out var verifier) && verifier is not null) return (verifier, true);
        return (cabinet.Use(keys => new ScramMimicry(keys.Of(SystemKeyPurpose.Decoy), options.ScramIterations).VerifierOf(subject.Typed)), false);
    }
}
