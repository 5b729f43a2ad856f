namespace Dex.Web.Components;

/// <summary>Icons from Lucide (ISC licence) as strings that <c>MudIcon</c> draws; stroke 1.75 on a 24 px grid, shown at 16 px.</summary>
public static class Icons
{
    private const string Begin = "<g fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\">";
    private const string End = "</g>";

    /// <summary>Lucide <c>arrow-left</c>.</summary>
    public const string ArrowLeft = Begin + "<path d=\"m12 19-7-7 7-7\"/><path d=\"M19 12H5\"/>" + End;

    /// <summary>Lucide <c>arrow-right</c>.</summary>
    public const string ArrowRight = Begin + "<path d=\"M5 12h14\"/><path d=\"m12 5 7 7-7 7\"/>" + End;

    /// <summary>Lucide <c>scroll-text</c>.</summary>
    public const string Audit = Begin + "<path d=\"M15 12h-5\"/><path d=\"M15 8h-5\"/><path d=\"M19 17V5a2 2 0 0 0-2-2H4\"/><path d=\"M8 21h12a2 2 0 0 0 2-2v-1a1 1 0 0 0-1-1H11a1 1 0 0 0-1 1v1a2 2 0 1 1-4 0V5a2 2 0 1 0-4 0v2a1 1 0 0 0 1 1h3\"/>" + End;

    /// <summary>Lucide <c>globe</c>.</summary>
    public const string Browser = Begin + "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20\"/><path d=\"M2 12h20\"/>" + End;

    /// <summary>Lucide <c>check</c>.</summary>
    public const string Check = Begin + "<path d=\"M20 6 9 17l-5-5\"/>" + End;

    /// <summary>Lucide <c>chevron-down</c>.</summary>
    public const string ChevronDown = Begin + "<path d=\"m6 9 6 6 6-6\"/>" + End;

    /// <summary>Lucide <c>chevron-left</c>.</summary>
    public const string ChevronLeft = Begin + "<path d=\"m15 18-6-6 6-6\"/>" + End;

    /// <summary>Lucide <c>chevron-right</c>.</summary>
    public const string ChevronRight = Begin + "<path d=\"m9 18 6-6-6-6\"/>" + End;

    /// <summary>Lucide <c>blocks</c>.</summary>
    public const string Clients = Begin + "<path d=\"M10 22V7a1 1 0 0 0-1-1H4a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5a1 1 0 0 0-1-1H2\"/><rect x=\"14\" y=\"2\" width=\"8\" height=\"8\" rx=\"1\"/>" + End;

    /// <summary>Lucide <c>clock</c>.</summary>
    public const string Clock = Begin + "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"M12 6v6l4 2\"/>" + End;

    /// <summary>Lucide <c>x</c>.</summary>
    public const string Close = Begin + "<path d=\"M18 6 6 18\"/><path d=\"m6 6 12 12\"/>" + End;

    /// <summary>Lucide <c>file-code</c>.</summary>
    public const string Code = Begin + "<path d=\"M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z\"/><path d=\"M14 2v5a1 1 0 0 0 1 1h5\"/><path d=\"M10 12.5 8 15l2 2.5\"/><path d=\"m14 12.5 2 2.5-2 2.5\"/>" + End;

    /// <summary>Lucide <c>plug</c>.</summary>
    public const string Connectors = Begin + "<path d=\"M12 22v-5\"/><path d=\"M15 8V2\"/><path d=\"M17 8a1 1 0 0 1 1 1v4a4 4 0 0 1-4 4h-4a4 4 0 0 1-4-4V9a1 1 0 0 1 1-1z\"/><path d=\"M9 8V2\"/>" + End;

    /// <summary>Lucide <c>copy</c>.</summary>
    public const string Copy = Begin + "<rect width=\"14\" height=\"14\" x=\"8\" y=\"8\" rx=\"2\" ry=\"2\"/><path d=\"M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2\"/>" + End;

    /// <summary>Lucide <c>monitor</c>.</summary>
    public const string Device = Begin + "<rect width=\"20\" height=\"14\" x=\"2\" y=\"3\" rx=\"2\"/><line x1=\"8\" x2=\"16\" y1=\"21\" y2=\"21\"/><line x1=\"12\" x2=\"12\" y1=\"17\" y2=\"21\"/>" + End;

    /// <summary>Lucide <c>compass</c>.</summary>
    public const string Discovery = Begin + "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"m16.24 7.76-1.804 5.411a2 2 0 0 1-1.265 1.265L7.76 16.24l1.804-5.411a2 2 0 0 1 1.265-1.265z\"/>" + End;

    /// <summary>Lucide <c>download</c>.</summary>
    public const string Download = Begin + "<path d=\"M12 15V3\"/><path d=\"M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4\"/><path d=\"m7 10 5 5 5-5\"/>" + End;

    /// <summary>Lucide <c>pencil</c>.</summary>
    public const string Edit = Begin + "<path d=\"M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z\"/><path d=\"m15 5 4 4\"/>" + End;

    /// <summary>Lucide <c>eye</c>.</summary>
    public const string Eye = Begin + "<path d=\"M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0\"/><circle cx=\"12\" cy=\"12\" r=\"3\"/>" + End;

    /// <summary>Lucide <c>sliders-horizontal</c>.</summary>
    public const string Filter = Begin + "<path d=\"M10 5H3\"/><path d=\"M12 19H3\"/><path d=\"M14 3v4\"/><path d=\"M16 17v4\"/><path d=\"M21 12h-9\"/><path d=\"M21 19h-5\"/><path d=\"M21 5h-7\"/><path d=\"M8 10v4\"/><path d=\"M8 12H3\"/>" + End;

    /// <summary>Lucide <c>flag</c>.</summary>
    public const string Flags = Begin + "<path d=\"M4 22V4a1 1 0 0 1 .4-.8A6 6 0 0 1 8 2c3 0 5 2 7.333 2q2 0 3.067-.8A1 1 0 0 1 20 4v10a1 1 0 0 1-.4.8A6 6 0 0 1 16 16c-3 0-5-2-8-2a6 6 0 0 0-4 1.528\"/>" + End;

    /// <summary>Lucide <c>toggle-left</c>.</summary>
    public const string GrantTypes = Begin + "<circle cx=\"9\" cy=\"12\" r=\"3\"/><rect width=\"20\" height=\"14\" x=\"2\" y=\"5\" rx=\"7\"/>" + End;

    /// <summary>Lucide <c>circle-question-mark</c>.</summary>
    public const string Help = Begin + "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3\"/><path d=\"M12 17h.01\"/>" + End;

    /// <summary>Lucide <c>history</c>.</summary>
    public const string History = Begin + "<path d=\"M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8\"/><path d=\"M3 3v5h5\"/><path d=\"M12 7v5l4 2\"/>" + End;

    /// <summary>Lucide <c>keyboard</c>.</summary>
    public const string Keyboard = Begin + "<path d=\"M10 8h.01\"/><path d=\"M12 12h.01\"/><path d=\"M14 8h.01\"/><path d=\"M16 12h.01\"/><path d=\"M18 8h.01\"/><path d=\"M6 8h.01\"/><path d=\"M7 16h10\"/><path d=\"M8 12h.01\"/><rect width=\"20\" height=\"16\" x=\"2\" y=\"4\" rx=\"2\"/>" + End;

    /// <summary>Lucide <c>key</c>.</summary>
    public const string Keys = Begin + "<path d=\"m2 21 9.6-9.6\"/><path d=\"m7.5 15.5 2.3 2.3a1 1 0 0 1 0 1.4l-2.1 2.1a1 1 0 0 1-1.4 0L4 19\"/><circle cx=\"15.5\" cy=\"7.5\" r=\"5.5\"/>" + End;

    /// <summary>Lucide <c>link</c>.</summary>
    public const string Link = Begin + "<path d=\"M10 13a5 5 0 0 0 7.54.54l3-3a5 5 0 0 0-7.07-7.07l-1.72 1.71\"/><path d=\"M14 11a5 5 0 0 0-7.54-.54l-3 3a5 5 0 0 0 7.07 7.07l1.71-1.71\"/>" + End;

    /// <summary>Lucide <c>lock</c>.</summary>
    public const string Lock = Begin + "<rect width=\"18\" height=\"11\" x=\"3\" y=\"11\" rx=\"2\" ry=\"2\"/><path d=\"M7 11V7a5 5 0 0 1 10 0v4\"/>" + End;

    /// <summary>Lucide <c>menu</c>.</summary>
    public const string Menu = Begin + "<path d=\"M4 5h16\"/><path d=\"M4 12h16\"/><path d=\"M4 19h16\"/>" + End;

    /// <summary>Lucide <c>moon</c>.</summary>
    public const string Moon = Begin + "<path d=\"M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401\"/>" + End;

    /// <summary>Lucide <c>ellipsis</c>.</summary>
    public const string More = Begin + "<circle cx=\"12\" cy=\"12\" r=\"1\"/><circle cx=\"19\" cy=\"12\" r=\"1\"/><circle cx=\"5\" cy=\"12\" r=\"1\"/>" + End;

    /// <summary>Lucide <c>external-link</c>.</summary>
    public const string Open = Begin + "<path d=\"M15 3h6v6\"/><path d=\"M10 14 21 3\"/><path d=\"M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6\"/>" + End;

    /// <summary>Lucide <c>gauge</c>.</summary>
    public const string Overview = Begin + "<path d=\"m12 14 4-4\"/><path d=\"M3.34 19a10 10 0 1 1 17.32 0\"/>" + End;

    /// <summary>Lucide <c>panel-left</c>.</summary>
    public const string Panel = Begin + "<rect width=\"18\" height=\"18\" x=\"3\" y=\"3\" rx=\"2\"/><path d=\"M9 3v18\"/>" + End;

    /// <summary>Lucide <c>smartphone</c>.</summary>
    public const string Phone = Begin + "<rect width=\"14\" height=\"20\" x=\"5\" y=\"2\" rx=\"2\" ry=\"2\"/><path d=\"M12 18h.01\"/>" + End;

    /// <summary>Lucide <c>play</c>.</summary>
    public const string Play = Begin + "<path d=\"M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z\"/>" + End;

    /// <summary>Lucide <c>plus</c>.</summary>
    public const string Plus = Begin + "<path d=\"M5 12h14\"/><path d=\"M12 5v14\"/>" + End;

    /// <summary>Lucide <c>power</c>.</summary>
    public const string Power = Begin + "<path d=\"M12 2v10\"/><path d=\"M18.4 6.6a9 9 0 1 1-12.77.04\"/>" + End;

    /// <summary>Lucide <c>refresh-cw</c>.</summary>
    public const string Refresh = Begin + "<path d=\"M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8\"/><path d=\"M21 3v5h-5\"/><path d=\"M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16\"/><path d=\"M8 16H3v5\"/>" + End;

    /// <summary>Lucide <c>octagon-x</c>.</summary>
    public const string Refusals = Begin + "<path d=\"m15 9-6 6\"/><path d=\"M2.586 16.726A2 2 0 0 1 2 15.312V8.688a2 2 0 0 1 .586-1.414l4.688-4.688A2 2 0 0 1 8.688 2h6.624a2 2 0 0 1 1.414.586l4.688 4.688A2 2 0 0 1 22 8.688v6.624a2 2 0 0 1-.586 1.414l-4.688 4.688a2 2 0 0 1-1.414.586H8.688a2 2 0 0 1-1.414-.586z\"/><path d=\"m9 9 6 6\"/>" + End;

    /// <summary>Lucide <c>rotate-ccw</c>.</summary>
    public const string Rotate = Begin + "<path d=\"M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8\"/><path d=\"M3 3v5h5\"/>" + End;

    /// <summary>Lucide <c>search</c>.</summary>
    public const string Search = Begin + "<path d=\"m21 21-4.34-4.34\"/><circle cx=\"11\" cy=\"11\" r=\"8\"/>" + End;

    /// <summary>Lucide <c>server</c>.</summary>
    public const string Server = Begin + "<rect width=\"20\" height=\"8\" x=\"2\" y=\"2\" rx=\"2\" ry=\"2\"/><rect width=\"20\" height=\"8\" x=\"2\" y=\"14\" rx=\"2\" ry=\"2\"/><line x1=\"6\" x2=\"6.01\" y1=\"6\" y2=\"6\"/><line x1=\"6\" x2=\"6.01\" y1=\"18\" y2=\"18\"/>" + End;

    /// <summary>Lucide <c>shield-check</c>.</summary>
    public const string Shield = Begin + "<path d=\"M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z\"/><path d=\"m9 12 2 2 4-4\"/>" + End;

    /// <summary>Lucide <c>log-out</c>.</summary>
    public const string SignOut = Begin + "<path d=\"m16 17 5-5-5-5\"/><path d=\"M21 12H9\"/><path d=\"M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4\"/>" + End;

    /// <summary>Lucide <c>arrow-up-down</c>.</summary>
    public const string Sort = Begin + "<path d=\"m21 16-4 4-4-4\"/><path d=\"M17 20V4\"/><path d=\"m3 8 4-4 4 4\"/><path d=\"M7 4v16\"/>" + End;

    /// <summary>Lucide <c>sun</c>.</summary>
    public const string Sun = Begin + "<circle cx=\"12\" cy=\"12\" r=\"4\"/><path d=\"M12 2v2\"/><path d=\"M12 20v2\"/><path d=\"m4.93 4.93 1.41 1.41\"/><path d=\"m17.66 17.66 1.41 1.41\"/><path d=\"M2 12h2\"/><path d=\"M20 12h2\"/><path d=\"m6.34 17.66-1.41 1.41\"/><path d=\"m19.07 4.93-1.41 1.41\"/>" + End;

    /// <summary>Lucide <c>terminal</c>.</summary>
    public const string Terminal = Begin + "<path d=\"M12 19h8\"/><path d=\"m4 17 6-6-6-6\"/>" + End;

    /// <summary>Lucide <c>trash-2</c>.</summary>
    public const string Trash = Begin + "<path d=\"M10 11v6\"/><path d=\"M14 11v6\"/><path d=\"M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6\"/><path d=\"M3 6h18\"/><path d=\"M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2\"/>" + End;

    /// <summary>Lucide <c>undo-2</c>.</summary>
    public const string Undo = Begin + "<path d=\"M9 14 4 9l5-5\"/><path d=\"M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11\"/>" + End;

    /// <summary>Lucide <c>upload</c>.</summary>
    public const string Upload = Begin + "<path d=\"M12 3v12\"/><path d=\"m17 8-5-5-5 5\"/><path d=\"M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4\"/>" + End;

    /// <summary>Lucide <c>users</c>.</summary>
    public const string Users = Begin + "<path d=\"M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2\"/><path d=\"M16 3.128a4 4 0 0 1 0 7.744\"/><path d=\"M22 21v-2a4 4 0 0 0-3-3.87\"/><circle cx=\"9\" cy=\"7\" r=\"4\"/>" + End;
}
