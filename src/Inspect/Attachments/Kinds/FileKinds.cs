using System.Collections.Frozen;
using static Sekisho.Inspect.Attachments.Kinds.FileFamily;

namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>The kinds of file that can be told by their content.</summary>
public static class FileKinds
{
    /// <summary>Content that no rule recognises.</summary>
    public static FileKind Unknown { get; } = new("unknown", "unknown data", Data, []);

    /// <summary>Nothing at all.</summary>
    public static FileKind Empty { get; } = new("empty", "empty", Data, []);

    /// <summary>Every kind by its id.</summary>
    public static FrozenDictionary<string, FileKind> ById { get; } = All().ToFrozenDictionary(kind => kind.Id, StringComparer.Ordinal);

    /// <summary>The ids of the kinds that honestly have an extension (lower case, without the dot).</summary>
    public static FrozenDictionary<string, string[]> ByExtension { get; } = All()
        .SelectMany(kind => kind.Extensions.Select(extension => (extension, kind.Id)))
        .GroupBy(pair => pair.extension, pair => pair.Id, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static FileKind Kind(string id, string title, FileFamily family, string extensions) =>
        new(id, title, family, extensions.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static FileKind[] All() =>
        [Unknown, Empty, .. Programs(), .. ScriptsAndShortcuts(), .. Archives(), .. Documents(), .. Media(), .. Texts()];

    private static FileKind[] Programs() =>
    [
        Kind("pe", "Windows program (PE)", Program, "exe dll scr com cpl sys ocx drv xll efi mui ax tsp acm msstyles"),
        Kind("dos", "DOS program (MZ)", Program, "exe com"),
        Kind("elf", "Linux program (ELF)", Program, "so o elf ko axf prx puff bin"),
        Kind("macho", "macOS program (Mach-O)", Program, "dylib bundle macho"),
        Kind("class", "Java class", Program, "class"),
        Kind("jar", "Java archive", Program, "jar war ear"),
        Kind("apk", "Android package", Program, "apk xapk apks"),
        Kind("dex", "Android code", Program, "dex odex"),
        Kind("msi", "Windows installer package", Program, "msi msp mst msm"),
        Kind("msix", "Windows app package", Program, "msix appx msixbundle appxbundle"),
        Kind("xpi", "browser extension", Program, "xpi crx"),
        Kind("crx", "Chrome extension", Program, "crx"),
        Kind("deb", "Debian package", Program, "deb udeb"),
        Kind("rpm", "RPM package", Program, "rpm"),
        Kind("swf", "Flash program", Program, "swf"),
        Kind("wasm", "WebAssembly", Program, "wasm"),
        Kind("pyc", "compiled Python", Program, "pyc pyo"),
        Kind("chm", "Windows help with scripts", Program, "chm"),
        Kind("hlp", "Windows help", Program, "hlp gid"),
        Kind("bitcode", "LLVM bitcode", Program, "bc"),
        Kind("autoit", "compiled AutoIt script", Program, "a3x"),
    ];

    private static FileKind[] ScriptsAndShortcuts() =>
    [
        Kind("hta", "HTML application", Script, "hta"),
        Kind("wsf", "Windows script file", Script, "wsf wsc sct"),
        Kind("vbe", "encoded VBScript or JScript", Script, "vbe jse"),
        Kind("shell", "script with an interpreter line", Script, "sh bash zsh py pl rb php js run command tcl awk fish"),
        Kind("batch", "Windows command script", Script, "bat cmd nt btm"),
        Kind("powershell", "PowerShell script", Script, "ps1 psm1 psd1 ps1xml"),
        Kind("vbscript", "VBScript", Script, "vbs vb bas"),
        Kind("javascript", "JavaScript", Script, "js mjs jse cjs ts"),
        Kind("php", "PHP script", Script, "php php3 phtml phar"),
        Kind("reg", "Windows registry entries", Script, "reg"),
        Kind("inf", "Windows setup information", Script, "inf"),
        Kind("lnk", "Windows shortcut", Shortcut, "lnk"),
        Kind("url", "Internet shortcut", Shortcut, "url website"),
        Kind("scf", "Explorer command", Shortcut, "scf"),
        Kind("desktop", "Linux desktop entry", Shortcut, "desktop"),
        Kind("settingcontent", "Windows settings shortcut", Shortcut, "settingcontent-ms"),
        Kind("library", "Windows library description", Shortcut, "library-ms"),
        Kind("searchconnector", "Windows search connector", Shortcut, "searchconnector-ms search-ms"),
        Kind("clickonce", "ClickOnce application manifest", Shortcut, "application manifest"),
        Kind("rdp", "remote desktop connection", Shortcut, "rdp"),
        Kind("appinstaller", "Windows app installer description", Shortcut, "appinstaller"),
    ];

    private static FileKind[] Archives() =>
    [
        Kind("zip", "zip archive", Archive, "zip zipx kmz nupkg whl vsix ipa"),
        Kind("rar", "RAR archive", Archive, "rar r00 r01 rev"),
        Kind("7z", "7-Zip archive", Archive, "7z"),
        Kind("gzip", "gzip data", Archive, "gz tgz svgz gzip emz wmz adz"),
        Kind("bzip2", "bzip2 data", Archive, "bz2 tbz tbz2 bz"),
        Kind("xz", "xz data", Archive, "xz txz"),
        Kind("lzma", "LZMA data", Archive, "lzma"),
        Kind("lzip", "lzip data", Archive, "lz"),
        Kind("zstd", "Zstandard data", Archive, "zst tzst"),
        Kind("lz4", "LZ4 data", Archive, "lz4"),
        Kind("compress", "Unix compress data", Archive, "z taz"),
        Kind("tar", "tar archive", Archive, "tar"),
        Kind("cpio", "cpio archive", Archive, "cpio"),
        Kind("ar", "ar archive", Archive, "a ar lib"),
        Kind("cab", "cabinet archive", Archive, "cab msu mszip"),
        Kind("ace", "ACE archive", Archive, "ace"),
        Kind("arj", "ARJ archive", Archive, "arj"),
        Kind("lzh", "LHA archive", Archive, "lzh lha"),
        Kind("arc", "ARC archive", Archive, "arc"),
        Kind("zoo", "zoo archive", Archive, "zoo"),
        Kind("stuffit", "StuffIt archive", Archive, "sit sitx"),
        Kind("wim", "Windows image archive", Archive, "wim swm esd"),
        Kind("xar", "xar archive (macOS package)", Archive, "xar pkg"),
        Kind("alz", "ALZip archive", Archive, "alz egg"),
        Kind("iso", "CD/DVD image", DiskImage, "iso img udf"),
        Kind("udf", "UDF disk image", DiskImage, "iso img udf"),
        Kind("vhd", "virtual hard disk", DiskImage, "vhd"),
        Kind("vhdx", "virtual hard disk (VHDX)", DiskImage, "vhdx avhdx"),
        Kind("vmdk", "VMware disk", DiskImage, "vmdk"),
        Kind("qcow", "QEMU disk", DiskImage, "qcow qcow2"),
        Kind("dmg", "macOS disk image", DiskImage, "dmg"),
        Kind("fat", "disk image with a boot sector", DiskImage, "img ima vfd flp"),
    ];

    private static FileKind[] Documents() =>
    [
        Kind("pdf", "PDF document", Document, "pdf ai fdf"),
        Kind("postscript", "PostScript document", Document, "ps eps ai"),
        Kind("rtf", "RTF document", Document, "rtf doc wri"),
        Kind("doc", "Word document (97-2003)", Document, "doc dot wiz wbk"),
        Kind("xls", "Excel workbook (97-2003)", Document, "xls xlt xla xlm xlw"),
        Kind("ppt", "PowerPoint slides (97-2003)", Document, "ppt pot pps ppa"),
        Kind("visio", "Visio drawing", Document, "vsd vst vss vsdx vsdm"),
        Kind("publisher", "Publisher document", Document, "pub"),
        Kind("ole", "compound file of another program", Document, "doc xls ppt db mpp snt"),
        Kind("ichitaro", "Ichitaro document", Document, "jtd jtt jtdc jttc"),
        Kind("hwp", "Hangul document", Document, "hwp hwt"),
        Kind("encryptedoffice", "Office document with a password", Document, "docx xlsx pptx docm xlsm pptm xlsb doc xls ppt"),
        Kind("docx", "Word document", Document, "docx docm dotx dotm"),
        Kind("xlsx", "Excel workbook", Document, "xlsx xlsm xltx xltm xlsb xlam"),
        Kind("pptx", "PowerPoint slides", Document, "pptx pptm potx potm ppsx ppsm ppam"),
        Kind("ooxml", "Office Open XML package", Document, "thmx glox xps oxps 3mf vsix"),
        Kind("odf", "OpenDocument file", Document, "odt ods odp odg odf odb ott ots otp otg sxw sxc sxi"),
        Kind("epub", "electronic book", Document, "epub"),
        Kind("onenote", "OneNote section", Document, "one onetoc2 onepkg"),
        Kind("mdb", "Access database", Document, "mdb accdb mde accde"),
        Kind("djvu", "DjVu document", Document, "djvu djv"),
        Kind("mobi", "Mobipocket book", Document, "mobi azw prc pdb"),
        Kind("wordperfect", "WordPerfect document", Document, "wpd wp wp5 wpg"),
    ];

    private static FileKind[] Media() =>
    [
        Kind("png", "PNG picture", Picture, "png apng"),
        Kind("jpeg", "JPEG picture", Picture, "jpg jpeg jpe jfif"),
        Kind("gif", "GIF picture", Picture, "gif"),
        Kind("bmp", "bitmap", Picture, "bmp dib"),
        Kind("webp", "WebP picture", Picture, "webp"),
        Kind("tiff", "TIFF picture", Picture, "tif tiff nef cr2 dng arw"),
        Kind("ico", "icon", Picture, "ico cur"),
        Kind("psd", "Photoshop picture", Picture, "psd psb"),
        Kind("heif", "HEIF picture", Picture, "heic heif hif"),
        Kind("avif", "AVIF picture", Picture, "avif"),
        Kind("jp2", "JPEG 2000 picture", Picture, "jp2 jpx j2k jpf"),
        Kind("jxl", "JPEG XL picture", Picture, "jxl"),
        Kind("emf", "Windows enhanced metafile", Picture, "emf"),
        Kind("wmf", "Windows metafile", Picture, "wmf apm"),
        Kind("pcx", "PCX picture", Picture, "pcx"),
        Kind("xcf", "GIMP picture", Picture, "xcf"),
        Kind("dwg", "AutoCAD drawing", Picture, "dwg dwt"),
        Kind("mp3", "MP3 sound", Audio, "mp3 mp2 mpga"),
        Kind("wav", "WAVE sound", Audio, "wav"),
        Kind("flac", "FLAC sound", Audio, "flac"),
        Kind("ogg", "Ogg sound or video", Audio, "ogg oga ogv opus spx"),
        Kind("midi", "MIDI music", Audio, "mid midi kar"),
        Kind("aiff", "AIFF sound", Audio, "aif aiff aifc"),
        Kind("au", "Sun sound", Audio, "au snd"),
        Kind("amr", "AMR speech", Audio, "amr awb"),
        Kind("m4a", "MPEG-4 sound", Audio, "m4a m4b m4p aac"),
        Kind("mp4", "MPEG-4 video", Video, "mp4 m4v 3gp 3g2 f4v"),
        Kind("mov", "QuickTime video", Video, "mov qt"),
        Kind("matroska", "Matroska or WebM video", Video, "mkv webm mka mks"),
        Kind("avi", "AVI video", Video, "avi"),
        Kind("riff", "RIFF data", Video, "ani rmi cdr"),
        Kind("asf", "Windows Media", Video, "wmv wma asf"),
        Kind("mpeg", "MPEG video", Video, "mpg mpeg vob m2v m1v"),
        Kind("flv", "Flash video", Video, "flv"),
        Kind("ttf", "TrueType font", Font, "ttf ttc"),
        Kind("otf", "OpenType font", Font, "otf"),
        Kind("woff", "web font", Font, "woff woff2"),
        Kind("eot", "embedded font", Font, "eot"),
    ];

    private static FileKind[] Texts() =>
    [
        Kind("html", "HTML page", Text, "html htm xhtml shtml mht xht"),
        Kind("svg", "SVG picture", Text, "svg"),
        Kind("xml", "XML", Text, "xml xsd xsl xslt rss atom plist gpx kml xaml rels config"),
        Kind("json", "JSON", Text, "json geojson ipynb webmanifest"),
        Kind("text", "text", Text, "txt text log csv tsv md asc css c h cs java ini yaml yml diff patch tex srt nfo"),
        Kind("pem", "PEM-encoded keys or certificates", Text, "pem crt cer key csr p7b p7c"),
        Kind("pgp", "OpenPGP text", Text, "asc pgp gpg sig"),
        Kind("tnef", "Outlook wrapping (TNEF)", Mail, "dat tnef"),
        Kind("eml", "message", Mail, "eml mht mhtml"),
        Kind("msg", "Outlook message", Mail, "msg oft"),
        Kind("pst", "Outlook folder file", Mail, "pst ost"),
        Kind("mbox", "mailbox file", Mail, "mbox mbx"),
        Kind("ics", "calendar entry", Text, "ics ical ifb"),
        Kind("vcard", "business card", Text, "vcf vcard"),
        Kind("pkcs7", "signed or encrypted data (DER)", Data, "p7s p7m p7c p12 pfx cer crt der"),
        Kind("sqlite", "SQLite database", Data, "sqlite sqlite3 db"),
        Kind("pcap", "network capture", Data, "pcap pcapng cap"),
        Kind("evtx", "Windows event log", Data, "evtx"),
        Kind("hdf", "scientific data (HDF)", Data, "h5 hdf hdf5"),
        Kind("parquet", "Parquet table", Data, "parquet"),
    ];
}
