using System.Globalization;

namespace Sekisho.Commands.Detect;

/// <summary>A bar on standard error while a long file is read; on a terminal only, and not before a second has passed.</summary>
internal sealed class DetectProgress(TextWriter error, TimeProvider clock, bool wanted)
{
    private const int Width = 30;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private long _last = clock.GetTimestamp();
    private bool _shown;
    private bool _patient = true;

    /// <summary>So much is done.</summary>
    public void Show(string file, long done, long all)
    {
        if (!wanted || all <= 0 || clock.GetElapsedTime(_last) < (_patient ? TimeSpan.FromSeconds(1) : Step)) return;
        (_last, _patient, _shown) = (clock.GetTimestamp(), false, true);
        var part = Math.Clamp((double)done / all, 0, 1);
        var filled = (int)(part * Width);
        error.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', filled)}{new string('.', Width - filled)}] {part:P0} {Output.SafeText.Short(file, 40)} "));
    }

    /// <summary>Takes the bar away.</summary>
    public void Clear()
    {
        if (_shown) error.Write("\r" + new string(' ', Width + 60) + "\r");
        _shown = false;
    }
}
