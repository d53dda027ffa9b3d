using Sekisho.Deliver.Reporting;

namespace Sekisho.Deliver.Tests.Reporting;

/// <summary>Places on the web that take reports, or do not.</summary>
internal sealed class PostedInMemory : IPostReports
{
    public List<(Uri To, byte[] Report)> Posted { get; } = [];

    /// <summary>What becomes of a report for a host, and how long that takes.</summary>
    public Func<Uri, PostOutcome> Outcome { get; set; } = _ => PostOutcome.Taken;

    public Task<PostOutcome> PostAsync(Uri to, ReadOnlyMemory<byte> report, CancellationToken cancellation)
    {
        Posted.Add((to, report.ToArray()));
        return Task.FromResult(Outcome(to));
    }
}
