namespace Sekisho.Identity.OneTimeCodes;

/// <summary>A new set of recovery codes.</summary>
/// <param name="Codes">What is shown, once, and kept nowhere.</param>
/// <param name="Records">What is stored.</param>
public sealed record NewRecoveryCodes(IReadOnlyList<string> Codes, IReadOnlyList<string> Records)
{
    /// <summary>Without the codes: they are secrets.</summary>
    public override string ToString() => $"{nameof(NewRecoveryCodes)} ({Codes.Count})";
}
