namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>Where reports really go.</summary>
/// <param name="Status">Whether they may.</param>
/// <param name="Asked">The address of the domain's record.</param>
/// <param name="Addresses">Where they go: the same address, or those that the owner of the destination names instead; empty where they may not.</param>
/// <param name="Name">The name that was asked for the agreement, or null.</param>
public sealed record Destination(DestinationStatus Status, ReportAddress Asked, IReadOnlyList<ReportAddress> Addresses, string? Name);
