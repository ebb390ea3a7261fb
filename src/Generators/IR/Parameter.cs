using SparseGen.Kernels;

namespace SparseGen.Generators.IR;

/// <summary>How the numbers of a learned tensor lie in the arena.</summary>
internal enum ParameterStorage
{
    /// <summary>As in PyTorch.</summary>
    RowMajor,

    /// <summary>
    /// A weight [outputs, inputs] as panels of 32 outputs: element (n, k) at n / 32 * inputs * 32 + k * 32 + n % 32,
    /// so that the kernels read whole vectors of outputs. The last panel is padded with zeros.
    /// </summary>
    Panels,

    /// <summary>
    /// A weight [groups, outputs, inputs], a matrix a group, as the panels of one group after those of another; each group's last panel
    /// is padded.
    /// </summary>
    GroupedPanels,

    /// <summary>The weights [outputs, inputs] that a <see cref="MaskSpec"/> keeps, one after another in the order of PyTorch.</summary>
    Sparse,
}

/// <summary>A learned tensor. In a loop it stands for one tensor each repetition.</summary>
/// <param name="name">Its name with loop variables in braces, such as <c>blocks.{block}.norm1.weight</c>.</param>
/// <param name="shape">Its shape in PyTorch.</param>
/// <param name="storage">How its numbers lie in the arena.</param>
/// <param name="initializer">Initial values: the text of the call that makes the runtime's Initializer.</param>
/// <param name="loop">The innermost loop it belongs to.</param>
internal sealed class Parameter(string name, Shape shape, ParameterStorage storage, string initializer, LoopIndex? loop)
{
    /// <summary>Outputs in a panel.</summary>
    public const int PanelWidth = KernelSizes.Panel;

    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public ParameterStorage Storage { get; set; } = storage;

    public string Initializer { get; } = initializer;

    public LoopIndex? Loop { get; } = loop;

    public bool IsPanels => Storage is ParameterStorage.Panels or ParameterStorage.GroupedPanels;

    /// <summary>Whether it is no learned tensor but one that training keeps up to date, as running statistics.</summary>
    public bool IsState { get; init; }

    /// <summary>Which weights of a sparse tensor are kept.</summary>
    public MaskSpec? Mask { get; init; }

    /// <summary>How the weight stands in the matrix of its layer, where it serves several blocks.</summary>
    public RepeatedWeight? Repeated { get; init; }

    /// <summary>
    /// Of a convolution's weight [groups outputs, inputs, height, width] the groups, which share its first dimension; 0 for other weights. The inputs of such a weight lie in
    /// the order (y, x, input), as the channels of an image do.
    /// </summary>
    public int ConvolvedGroups { get; init; }

    /// <summary>Places of a convolution's kernel; 1 for other weights.</summary>
    public int Taps => ConvolvedGroups > 0 ? Shape.Dimensions[2] * Shape.Dimensions[3] : 1;

    /// <summary>Matrices in a weight.</summary>
    public int Groups => HasGroups ? Shape.Dimensions[0] : Math.Max(ConvolvedGroups, 1);

    /// <summary>First dimension of a group's matrix.</summary>
    public int Outputs => HasGroups ? Shape.Dimensions[1] : Shape.Dimensions[0] / Groups;

    /// <summary>The other dimensions of a group's matrix together.</summary>
    public int Inputs => Sizes.Weight(Sizes.Product(Shape.Dimensions.Skip(HasGroups ? 2 : 1)));

    private bool HasGroups => Storage == ParameterStorage.GroupedPanels && ConvolvedGroups == 0;

    /// <summary>Learned numbers of all repetitions.</summary>
    public long Count => IsState ? 0 : Sizes.Times(Mask?.Count ?? Shape.Size, Repetitions);

    /// <summary>Tensors that it stands for.</summary>
    public long Repetitions => Loop?.TotalCount ?? 1;

    /// <summary>Floats in the arena for one repetition.</summary>
    public long StorageLength => IsPanels ? Sizes.Times(Groups, PanelsLength(Outputs, Inputs)) : Mask?.Count ?? Shape.Size;

    /// <summary>Whether workers may share the sum of its gradient: the runtime's TensorLayout says the same of each repetition.</summary>
    public bool SharesGradient => IsPanels && StorageLength >= KernelSizes.SharedGradient;

    /// <summary>Floats of one matrix in panels.</summary>
    public static long PanelsLength(int outputs, int inputs) => Sizes.Times((outputs + (PanelWidth - 1L)) / PanelWidth * PanelWidth, inputs);

    /// <summary>Names of all repetitions, those of an outer loop one after another.</summary>
    public IEnumerable<string> Names() => (Loop?.Path() ?? []).Reverse().Aggregate(
        Enumerable.Repeat(Name, 1),
        static (names, loop) => names.SelectMany(name => Enumerable.Range(loop.First, loop.Count)
            .Select(number => name.Replace("{" + loop.Variable + "}", Emission.Text.Of(number)))));
}
