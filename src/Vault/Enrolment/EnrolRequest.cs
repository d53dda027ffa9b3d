namespace Sekisho.Vault.Enrolment;

/// <summary>Gives an account a further proof of identity, or takes one away. The secret is in the answer, once, and kept nowhere in clear.</summary>
/// <param name="Kind">What.</param>
/// <param name="Address">Whose.</param>
/// <param name="Name">An app password's name, or the prefix of the one to remove; the identifier of the passkey to remove.</param>
/// <param name="Code">With <see cref="EnrolKind.ConfirmCodes"/>: the first code.</param>
/// <param name="Networks">An app password: only from these networks ("192.0.2.0/24"); null for everywhere.</param>
public sealed record EnrolRequest(
    EnrolKind Kind, string Address, string? Name = null, string? Code = null, IReadOnlyList<string>? Networks = null);
