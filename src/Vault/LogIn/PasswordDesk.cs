using System.Security.Cryptography;
using Sekisho.Identity.Passwords;
using Sekisho.Identity.Scram;
using Sekisho.Roles.Calls;
using Sekisho.Vault.Keys;

namespace Sekisho.Vault.LogIn;

/// <summary>Makes and checks verifiers; few at once (<see cref="HashingGate"/>), so that a flood of logins leaves the machine to the mail.</summary>
internal sealed class PasswordDesk(VaultOptions options, KeyCabinet cabinet, HashingGate gate, PasswordPolicy policy)
{
    private readonly PasswordParameters _parameters = new() { Iterations = options.PasswordIterations };

    /// <summary>Makes the verifiers of a new password.</summary>
    /// <exception cref="CallException">It is too weak or known from a leak, or too many wait already.</exception>
    public async ValueTask<NewLogIn> NewAsync(long account, string address, string password, CancellationToken cancellation)
    {
        if (password.Length == 0) throw new CallException(CallFailure.Rejected, "The password is empty.");
        var refusals = policy.Check(password, [address]);
        if (refusals.Count > 0) throw new CallException(CallFailure.Rejected, "This password cannot be used: " + string.Join(", ", refusals.Select(TextOf)) + ".");
        var made = await HasherOf().NewAsync(IdOf(account), password, HashingLane.Known, cancellation).ConfigureAwait(false);
        if (made.Busy) throw Busy();
        var scram = await gate.RunAsync(HashingLane.Known, () => DeriveScram(password), cancellation).ConfigureAwait(false);
        if (scram.Busy || made.Verifier is null || scram.Value is null) throw Busy();
        return new NewLogIn(made.Verifier.ToText(), scram.Value.ToText());
    }

    /// <summary>Checks a password against a verifier; without one it takes the same time and fails.</summary>
    public ValueTask<PasswordCheck> CheckAsync(long account, string? verifier, string password, HashingLane lane, CancellationToken cancellation)
    {
        var known = PasswordVerifier.TryParse(verifier, out var parsed);
        return HasherOf().CheckAsync(IdOf(account), known ? parsed : null, password, lane, cancellation);
    }

    /// <summary>The account as verifiers know it.</summary>
    public static string IdOf(long account) => FormattableString.Invariant($"account {account}");

    /// <summary>Too many derivations wait.</summary>
    public static CallException Busy() => new(CallFailure.Overloaded, "Too many logins at once; try again.");

    // A hasher with the peppers that are in memory now; after a seal they are noise, and no password fits.
    private PasswordHasher HasherOf() => cabinet.Use(keys => new PasswordHasher(_parameters, keys.Peppers, gate));

    private ScramVerifier? DeriveScram(string password)
    {
        if (PasswordText.Prepare(password) is not { } bytes) return null;
        var verifier = ScramVerifier.Derive(bytes, RandomNumberGenerator.GetBytes(16), options.ScramIterations);
        CryptographicOperations.ZeroMemory(bytes);
        return verifier;
    }

    private string TextOf(PasswordRefusal refusal) => refusal switch
    {
        PasswordRefusal.NotAPassword => "it has control characters or is too long",
        PasswordRefusal.TooShort => $"it has fewer than {options.LeastPasswordCharacters} characters",
        PasswordRefusal.TooLong => "it is too long",
        PasswordRefusal.ContainsOwner => "it is made of the address",
        PasswordRefusal.Repeats => "it repeats itself",
        PasswordRefusal.Sequence => "it is a sequence of the keyboard or the alphabet",
        PasswordRefusal.Breached => "it is on the list of passwords that leaked elsewhere",
        _ => "the list of leaked passwords is damaged, so it cannot be checked",
    };
}
