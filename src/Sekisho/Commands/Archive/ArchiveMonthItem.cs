namespace Sekisho.Commands.Archive;

/// <summary>One month of an archive.</summary>
/// <param name="Month">The month, "2024-11".</param>
/// <param name="Messages">How many messages are in it.</param>
/// <param name="ExpiresAt">When its keys are destroyed, unless it is held then.</param>
/// <param name="Held">It is on hold.</param>
internal sealed record ArchiveMonthItem(string Month, long Messages, DateTimeOffset ExpiresAt, bool Held);
