namespace Sekisho.Testing.Fuzzing;

/// <summary>A reader of untrusted bytes under fuzzing. The tests run a bounded number of cases, the fuzz program as many as wanted.</summary>
public interface IFuzzTarget
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Inputs to start from.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Reads one input. An exception, or a check that fails in here, is the finding.</summary>
    void Run(byte[] input);
}
