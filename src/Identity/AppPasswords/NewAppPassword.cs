namespace Sekisho.Identity.AppPasswords;

/// <summary>A new app password.</summary>
/// <param name="Text">What is shown, once, and kept nowhere.</param>
/// <param name="Record">What is stored.</param>
public sealed record NewAppPassword(string Text, AppPassword Record)
{
    /// <summary>Without the text: it is a secret.</summary>
    public override string ToString() => Record.ToString();
}
