namespace Sekisho.Roles.BlastRadius;

/// <summary>What became of one step.</summary>
/// <param name="Found">It could be done.</param>
/// <param name="How">How, or what stood in the way.</param>
internal sealed record ProbeReport(bool Found, string How);
