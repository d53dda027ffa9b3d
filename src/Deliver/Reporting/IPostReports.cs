namespace Sekisho.Deliver.Reporting;

/// <summary>Brings reports to places that take them over HTTPS.</summary>
internal interface IPostReports
{
    /// <summary>Posts one. Failures are values.</summary>
    /// <param name="to">Where.</param>
    /// <param name="report">The packed report.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<PostOutcome> PostAsync(Uri to, ReadOnlyMemory<byte> report, CancellationToken cancellation);
}
