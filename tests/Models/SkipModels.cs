namespace SparseGen.Tests.Models;

/// <summary>S-Mixer blocks with maps in their skips, one and several.</summary>
[Model, TokenInput(3, 2), SMixerBlock(Tokens = 4), SMixerBlock(Tokens = 4, Repeat = 2), TokenMean, Linear(2)]
public sealed partial class MappedSkips;

/// <summary>Views and noise of the input, and a layer norm of it, which is a layer.</summary>
[Model, TokenInput(5, 4), Dropout(0.25), Flatten, Dropout(0.5, Name = "dropout2"), LayerNorm, Linear(3)]
public sealed partial class ViewedInput;

/// <summary>Tokens that are flattened behind a layer: that vector is hidden.</summary>
[Model, TokenInput(5, 4), Linear(3), Flatten, Linear(2)]
public sealed partial class ViewedHidden;
