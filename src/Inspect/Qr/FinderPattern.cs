namespace Sekisho.Inspect.Qr;

/// <summary>One of the three large squares of a code.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Module">How large a module seems here, in pixels; a turned code seems larger.</param>
/// <param name="IsInverted">Light on dark.</param>
/// <param name="Count">How many rows it was found in.</param>
internal readonly record struct FinderPattern(float X, float Y, float Module, bool IsInverted, int Count)
{
    public float DistanceTo(FinderPattern other) => MathF.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));
}
