namespace Sekisho.Sigma.Values;

/// <summary>A part of a date.</summary>
internal enum TimePart
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}
