namespace Sekisho.Output;

/// <summary>The three streams of the program; tests give their own.</summary>
internal sealed record ProgramConsole
{
    /// <summary>Standard output: results only. Writers of text and of bytes share it; flush one before the other.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: logs, progress, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard output as bytes, for contents of messages.</summary>
    public required Stream OutBytes { get; init; }

    /// <summary>Standard input, for passwords.</summary>
    public required Stream In { get; init; }

    /// <summary>Standard output is a terminal: frames and colours help, and what mail contains could act on it.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>The width of the terminal in columns.</summary>
    public int Width { get; init; } = 120;

    /// <summary>The streams of this process.</summary>
    public static ProgramConsole OfProcess()
    {
        var terminal = !Console.IsOutputRedirected;
        var output = Console.OpenStandardOutput();
        return new ProgramConsole
        {
            // UTF-8 whatever the locale says; flushed after every item by who writes it.
            Out = new StreamWriter(output, bufferSize: 16 * 1024) { NewLine = "\n" },
            Error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true, NewLine = "\n" }),
            OutBytes = output,
            In = Console.OpenStandardInput(),
            OutIsTerminal = terminal,
            Width = terminal ? Math.Max(Console.WindowWidth, 60) : 120,
        };
    }
}
