namespace Sekisho.Testing.Fuzzing;

/// <summary>How a run ended that found nothing.</summary>
public sealed record FuzzReport
{
    /// <summary>How many inputs ran.</summary>
    public required long Inputs { get; init; }

    /// <summary>The most processor time that a mutation took, the better of two runs.</summary>
    public TimeSpan Slowest { get; init; }

    /// <summary>Which mutation that was.</summary>
    public long SlowestCase { get; init; }

    /// <summary>That mutation.</summary>
    public ReadOnlyMemory<byte> SlowestInput { get; init; }
}
