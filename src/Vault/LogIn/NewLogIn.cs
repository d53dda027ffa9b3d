namespace Sekisho.Vault.LogIn;

/// <summary>The verifiers of a new password.</summary>
/// <param name="Password">For PLAIN and browsers.</param>
/// <param name="Scram">For SCRAM.</param>
internal sealed record NewLogIn(string Password, string Scram)
{
    /// <summary>Puts them in place of the old ones; other proofs stay.</summary>
    public LogInRecord Apply(LogInRecord? old) => (old ?? new LogInRecord()) with { Password = Password, Scram = Scram, MustChange = false };
}
