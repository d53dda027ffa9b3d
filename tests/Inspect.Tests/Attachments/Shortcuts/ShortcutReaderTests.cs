using System.Text;
using Sekisho.Inspect.Attachments.Shortcuts;

namespace Sekisho.Inspect.Tests.Attachments.Shortcuts;

public sealed class ShortcutReaderTests
{
    [Fact]
    public void Target_and_arguments_are_read_with_their_padding_taken_out()
    {
        var header = new byte[76];
        header[20] = 0x08 | 0x20 | 0x80;
        byte[] shortcut = [.. header, .. Wide(@"..\cmd.exe"), .. Wide($"/c {new string(' ', 300)}calc")];
        Assert.Equal(@"..\cmd.exe /c calc", ShortcutReader.Read(shortcut));
        for (var i = 0; i < shortcut.Length; i++) _ = ShortcutReader.Read(shortcut.AsSpan(0, i));

        static byte[] Wide(string text) => [(byte)text.Length, (byte)(text.Length >> 8), .. Encoding.Unicode.GetBytes(text)];
    }
}
