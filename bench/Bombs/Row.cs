namespace Sekisho.Bench.Bombs;

/// <summary>What one bomb cost.</summary>
internal sealed record Row(string Name, long MessageBytes, double ProcessorSeconds, double HeapMegabytes, string Reasons);
