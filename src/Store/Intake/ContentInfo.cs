namespace Sekisho.Store.Intake;

/// <summary>The content bytes follow.</summary>
/// <param name="ContentBytes">How many.</param>
public sealed record ContentInfo(long ContentBytes);
