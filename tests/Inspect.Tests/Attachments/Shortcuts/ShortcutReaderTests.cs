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

    [Fact]
    public void Arguments_behind_a_working_folder_that_lies_about_its_length_are_read()
    {
        var header = new byte[76];
        header[20] = 0x10 | 0x20 | 0x80;
        byte[] shortcut = [.. header, 0x9D, 0x06, .. Encoding.Unicode.GetBytes(@"C:\Windows".PadRight(260)), 7, 0, .. Encoding.Unicode.GetBytes("/c calc")];
        Assert.Equal("/c calc", ShortcutReader.Read(shortcut));
        shortcut[76 + 2 + 520] = 200;
        Assert.Equal("/c calc", ShortcutReader.Read(shortcut));
    }

    [Fact]
    public void A_target_that_only_the_list_of_items_names_is_read()
    {
        var header = new byte[76];
        header[20] = 0x01 | 0x20;
        byte[] list = [.. Item([0x1F, 0x50, .. new byte[16]]), .. Item([0x2F, .. "C:\\\0"u8]), .. Item([0x35, .. new byte[11], .. Encoding.Unicode.GetBytes("Windows\0")]), .. Item([0x32, .. new byte[11], .. "cmd.exe\0"u8]), 0, 0];
        byte[] shortcut = [.. header, (byte)list.Length, 0, .. list, 7, 0, .. "/c calc"u8];
        Assert.Equal(@"C:\Windows\cmd.exe /c calc", ShortcutReader.Read(shortcut));
        for (var i = 0; i < shortcut.Length; i++) _ = ShortcutReader.Read(shortcut.AsSpan(0, i));
    }

    [Fact]
    public void A_library_that_an_item_of_the_control_panel_loads_is_named()
    {
        var header = new byte[76];
        header[20] = 0x01;
        byte[] list = [.. Item([0x00, .. new byte[9], .. Encoding.Unicode.GetBytes(@"\\192.0.2.1\share\a.dll")]), 0, 0];
        Assert.Equal(@"\\192.0.2.1\share\a.dll", ShortcutReader.Read([.. header, (byte)list.Length, 0, .. list]));
    }

    [Fact]
    public void A_target_on_a_share_is_named_with_its_server()
    {
        var header = new byte[76];
        header[20] = 0x02;
        byte[] link = [40, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, .. new byte[8], .. @"\\192.0.2.1\share"u8, 0];
        byte[] info = [0, 0, 0, 0, 28, 0, 0, 0, 2, 0, 0, 0, .. new byte[8], 28, 0, 0, 0, (byte)(28 + link.Length), 0, 0, 0, .. link, .. "a.exe\0"u8];
        info[0] = (byte)info.Length;
        Assert.Equal(@"\\192.0.2.1\share\a.exe", ShortcutReader.Read([.. header, .. info]));
    }

    private static byte[] Item(byte[] data) => [(byte)(data.Length + 2), 0, .. data];
}
