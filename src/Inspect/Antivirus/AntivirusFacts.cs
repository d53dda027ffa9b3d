using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Antivirus;

/// <summary>The facts of the antivirus signal.</summary>
internal static class AntivirusFacts
{
    public static readonly Fact Result = Fact.Text("antivirus.result", "clean, infected, too_large (not all of it was scanned) or unavailable. Absent where no scanner is configured.", "clean");
    public static readonly Fact Signatures = Fact.List("antivirus.signatures", "Names of the signatures found.", "Win.Trojan.Example-1");
    public static readonly Fact Scans = Fact.Number("antivirus.scans", "Streams given to the scanner: the message, then each attachment as this program decodes it.", "3");
    public static readonly Fact ScannedBytes = Fact.Number("antivirus.scanned_bytes", "Bytes of these streams.", "94210");
    public static readonly Fact TooLarge = Fact.List("antivirus.too_large", "What was too large for the scanner, by its limit or by ours.", "the message (31457280 bytes)");
    public static readonly Fact Error = Fact.Text("antivirus.error", "Why the scanner gave no answer. The message is held and inspected again.", "no answer in 15 s");

    public static FactGroup Group { get; } = FactGroup.Of("Antivirus", "What clamd says about the message and its attachments, where clamd is configured.",
        Result, Signatures, Scans, ScannedBytes, TooLarge, Error);
}
