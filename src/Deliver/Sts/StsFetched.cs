namespace Sekisho.Deliver.Sts;

/// <summary>A policy file, or why there is none.</summary>
/// <param name="File">Its bytes, or null.</param>
/// <param name="Failure">A word of RFC 8460 §4.3.2.2, or null.</param>
/// <param name="Problem">What happened, in words for the operator and for reports, or null.</param>
internal sealed record StsFetched(byte[]? File, string? Failure, string? Problem)
{
    public static StsFetched Failed(string failure, string problem) => new(null, failure, problem);
}
