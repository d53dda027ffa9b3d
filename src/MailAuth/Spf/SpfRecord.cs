namespace Sekisho.MailAuth.Spf;

/// <summary>A record that keeps the grammar.</summary>
/// <param name="Mechanisms">In their order.</param>
/// <param name="Redirect">The modifier redirect, or null.</param>
/// <param name="Explanation">The modifier exp, or null.</param>
internal sealed record SpfRecord(IReadOnlyList<SpfMechanism> Mechanisms, MacroString? Redirect, MacroString? Explanation);
