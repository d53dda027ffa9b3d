namespace Sekisho.MailAuth.Reports;

/// <summary>What reading one report may cost.</summary>
public sealed record ReportLimits
{
    /// <summary>The usual limits.</summary>
    public static ReportLimits Default { get; } = new();

    /// <summary>Most bytes of a packed file, and of a file unpacked. Stops bombs: a few kilobytes that unpack to gigabytes. Reports of the largest receivers have some megabytes.</summary>
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most rows kept; stops a report from filling the memory with one row for each address of the Internet.</summary>
    public int MaxRecords { get; init; } = 50_000;

    /// <summary>Most characters of one value; longer ones are cut.</summary>
    public int MaxValueChars { get; init; } = 1_000;

    /// <summary>Most results, reasons, errors, failure details or policies of one thing; stops one row from holding what the limit of rows keeps out.</summary>
    public int MaxListItems { get; init; } = 100;

    /// <summary>Most levels of elements or of JSON values. Stops deep nesting from costing memory.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Most layers of packing: a gzip within a gzip happens by mistake, more is an attack.</summary>
    public int MaxLayers { get; init; } = 3;

    /// <summary>Most members of a zip, and most parts of a message, that are looked into.</summary>
    public int MaxFiles { get; init; } = 16;

    /// <summary>Most problems told of one report; then they are counted only.</summary>
    public int MaxProblems { get; init; } = 50;
}
