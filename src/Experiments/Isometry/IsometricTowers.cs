namespace SparseGen.Experiments;

/// <summary>A layer of constant width.</summary>
[Block]
[Linear(128, Name = "map"), Activation(ActivationKind.Tanh)]
internal sealed partial class TowerLayer;

/// <summary>A deep perceptron of constant width behind its first layer, with the initial values of the layers.</summary>
[Model(Taps = true)]
[ImageInput(28, 28, 1), Flatten, Linear(128, Name = "first"), Activation(ActivationKind.Tanh)]
[Use<TowerLayer>(Repeat = 16), Linear(128, Name = "last", Initialization = Initialization.Scaled)]
internal sealed partial class StandardTower;

/// <summary>The same with normal weights of variance 1 / inputs.</summary>
[Model(Taps = true, Initialization = Initialization.Scaled)]
[ImageInput(28, 28, 1), Flatten, Linear(128, Name = "first"), Activation(ActivationKind.Tanh)]
[Use<TowerLayer>(Repeat = 16), Linear(128, Name = "last", Initialization = Initialization.Scaled)]
internal sealed partial class ScaledTower;

/// <summary>The same with Haar orthogonal weights.</summary>
[Model(Taps = true, Initialization = Initialization.Orthogonal)]
[ImageInput(28, 28, 1), Flatten, Linear(128, Name = "first"), Activation(ActivationKind.Tanh)]
[Use<TowerLayer>(Repeat = 16), Linear(128, Name = "last")]
internal sealed partial class OrthogonalTower;

/// <summary>The same with identities, behind a first layer that is orthogonal.</summary>
[Model(Taps = true, Initialization = Initialization.Identity)]
[ImageInput(28, 28, 1), Flatten, Linear(128, Name = "first", Initialization = Initialization.Orthogonal), Activation(ActivationKind.Tanh)]
[Use<TowerLayer>(Repeat = 16), Linear(128, Name = "last")]
internal sealed partial class IdentityTower;
