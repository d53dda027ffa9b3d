namespace Sekisho.TransparencyLog.Verification;

/// <summary>How many entries at the beginning of the log an entry declares as removed; 0 or less when it declares nothing.</summary>
public delegate long PrunedDeclaration(ReadOnlySpan<byte> entry);
