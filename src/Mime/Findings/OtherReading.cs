namespace Sekisho.Mime;

/// <summary>A reading to try: of which part, why, and how it differs.</summary>
internal sealed record OtherReading(int Part, MimeAmbiguityKind Reason, PartReading Reading);
