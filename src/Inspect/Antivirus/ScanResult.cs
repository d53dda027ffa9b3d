namespace Sekisho.Inspect.Antivirus;

/// <summary>The result of one scan.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">The signature's name, or what went wrong.</param>
internal readonly record struct ScanResult(ScanOutcome Outcome, string Detail = "");
