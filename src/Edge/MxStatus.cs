using Sekisho.Edge.Greylisting;

namespace Sekisho.Edge;

/// <summary>How the role is.</summary>
/// <param name="Greylisting">Whether strangers are asked to come again.</param>
/// <param name="SinceStart">What greylisting did since the process has started; null while it is off.</param>
/// <param name="LastDay">The same of the last 24 hours, by the hour.</param>
public sealed record MxStatus(bool Greylisting, GreylistFigures? SinceStart, GreylistFigures? LastDay);
