using SparseGen.Models;

namespace SparseGen.Experiments;

/// <summary>Two inverted bottleneck blocks of width 8.</summary>
[Model]
[ImageInput(28, 28, 1), Flatten, Linear(8)]
[BottleneckMlpBlock(expansion: 4, Repeat = 2)]
[Linear(10)]
internal sealed partial class ScaledMlp8;

/// <summary>Two inverted bottleneck blocks of width 16.</summary>
[Model]
[ImageInput(28, 28, 1), Flatten, Linear(16)]
[BottleneckMlpBlock(expansion: 4, Repeat = 2)]
[Linear(10)]
internal sealed partial class ScaledMlp16;

/// <summary>Two inverted bottleneck blocks of width 32.</summary>
[Model]
[ImageInput(28, 28, 1), Flatten, Linear(32)]
[BottleneckMlpBlock(expansion: 4, Repeat = 2)]
[Linear(10)]
internal sealed partial class ScaledMlp32;

/// <summary>Two inverted bottleneck blocks of width 64.</summary>
[Model]
[ImageInput(28, 28, 1), Flatten, Linear(64)]
[BottleneckMlpBlock(expansion: 4, Repeat = 2)]
[Linear(10)]
internal sealed partial class ScaledMlp64;

/// <summary>Two inverted bottleneck blocks of width 128.</summary>
[Model]
[ImageInput(28, 28, 1), Flatten, Linear(128)]
[BottleneckMlpBlock(expansion: 4, Repeat = 2)]
[Linear(10)]
internal sealed partial class ScaledMlp128;

/// <summary>Two inverted bottleneck blocks of width 256.</summary>
[Model]
[ImageInput(28, 28, 1), Flatten, Linear(256)]
[BottleneckMlpBlock(expansion: 4, Repeat = 2)]
[Linear(10)]
internal sealed partial class ScaledMlp256;

/// <summary>The models of the scaling experiment.</summary>
internal static class ScalingModels
{
    /// <summary>From the narrowest to the widest.</summary>
    public static IReadOnlyList<WidthModel> All { get; } =
    [
        Of<ScaledMlp8>(8),
        Of<ScaledMlp16>(16),
        Of<ScaledMlp32>(32),
        Of<ScaledMlp64>(64),
        Of<ScaledMlp128>(128),
        Of<ScaledMlp256>(256),
    ];

    private static WidthModel Of<TModel>(int width)
        where TModel : class, IModel<TModel>
        => new("B-MLP", ModelEntry.Of<TModel>($"B-MLP {width}", "B-MLP of the scaling experiment"), 1, width);
}
