using System.Globalization;
using Sekisho.Kernel.Time;
using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>The value is a date, and a part of it is the given number (or compares to it). Times are taken as UTC; weeks are those of ISO 8601.</summary>
internal sealed class TimePartTest(TimePart part, NumberTest number) : ValueTest
{
    public override string Key => $"d{part}{number.Key}";

    public override bool Matches(EventView view, int value)
    {
        if (!TimeText.TryParse(view.Raw(value), out var time)) return false;
        return number.Holds(part switch
        {
            TimePart.Minute => time.Minute,
            TimePart.Hour => time.Hour,
            TimePart.Day => time.Day,
            TimePart.Week => ISOWeek.GetWeekOfYear(time.DateTime),
            TimePart.Month => time.Month,
            _ => time.Year,
        });
    }
}
