namespace Sekisho.Inspect.Verdicts;

/// <summary>Whole lines of a message's header, counted in its bytes as they were inspected.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many bytes, the last line end included.</param>
public sealed record ContentRange(int Offset, int Length);
