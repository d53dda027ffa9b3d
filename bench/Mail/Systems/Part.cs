namespace Sekisho.Bench.Mail.Systems;

/// <summary>A process of a system that is worth a figure of its own.</summary>
/// <param name="Name">What it is; several of one name are added up.</param>
/// <param name="Process">Its process identifier.</param>
internal sealed record Part(string Name, int Process);
