namespace Sekisho.MailAuth.Reports.Collecting;

/// <summary>Who reports.</summary>
/// <param name="Organization">The name that reports show.</param>
/// <param name="From">The address that they come from.</param>
/// <param name="Contact">A further way to reach us, or null.</param>
public sealed record Reporter(string Organization, string From, string? Contact)
{
    /// <summary>The domain of <see cref="From"/>: who submits, in names of files and in Subject.</summary>
    public string Domain => From[(From.LastIndexOf('@') + 1)..].ToLowerInvariant();
}
