package io.vnetctl.vde.console;

import io.vnetctl.core.control.Command;
import io.vnetctl.core.frame.MacAddress;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * How the argument of a console command is read, by the kind of argument (spec vde-console, 1.3):
 * each gives a function from the argument to the request.
 */
final class Arguments {
  private static final Request MALFORMED = new Request.Malformed();

  /** VLAN numbers have twelve bits; what is beyond is no VLAN of any address. */
  private static final int NO_VLAN = 4095;

  private Arguments() {}

  /** No argument; text is ignored. */
  static Function<ArgumentScanner, Request> core(Command command) {
    Request request = new Request.Core(command);
    return argument -> request;
  }

  /** One number. */
  static Function<ArgumentScanner, Request> number(IntFunction<Command> command) {
    return argument -> new Request.Core(command.apply(argument.leadingNumber()));
  }

  /** One number, of which only zero is false. */
  static Function<ArgumentScanner, Request> flag(Function<Boolean, Command> command) {
    return argument -> new Request.Core(command.apply(argument.leadingNumber() != 0));
  }

  /** Nothing, or one number. */
  static Function<ArgumentScanner, Request> optional(Function<OptionalInt, Command> command) {
    return argument ->
        new Request.Core(
            command.apply(
                argument.atEnd() ? OptionalInt.empty() : OptionalInt.of(argument.leadingNumber())));
  }

  /** Two numbers. */
  static Function<ArgumentScanner, Request> two(OfTwo command) {
    return argument -> {
      OptionalInt a = argument.integer();
      OptionalInt b = argument.integer();
      return a.isPresent() && b.isPresent()
          ? new Request.Core(command.of(a.getAsInt(), b.getAsInt()))
          : MALFORMED;
    };
  }

  /**
   * A port, or {@code all} for every port, and a number. The original has no such commands, so
   * nothing may follow.
   */
  static Function<ArgumentScanner, Request> ports(OfPorts command) {
    return argument -> {
      boolean all = argument.skip("all") && argument.skipBlanks();
      OptionalInt port = all ? OptionalInt.empty() : argument.integer();
      OptionalInt number = argument.integer();
      argument.skipBlanks();
      return (all || port.isPresent()) && number.isPresent() && argument.atEnd()
          ? new Request.Core(command.of(port, number.getAsInt()))
          : MALFORMED;
    };
  }

  /** Three numbers. */
  static Function<ArgumentScanner, Request> three(OfThree command) {
    return argument -> {
      OptionalInt a = argument.integer();
      OptionalInt b = argument.integer();
      OptionalInt c = argument.integer();
      return a.isPresent() && b.isPresent() && c.isPresent()
          ? new Request.Core(command.of(a.getAsInt(), b.getAsInt(), c.getAsInt()))
          : MALFORMED;
    };
  }

  /** A number, blanks, and a name up to the end of the line. */
  static Function<ArgumentScanner, Request> owner(OfOwner request) {
    return argument -> {
      OptionalInt port = argument.integer();
      boolean separated = argument.skipBlanks();
      return port.isPresent() && separated && !argument.atEnd()
          ? request.of(port.getAsInt(), argument.rest())
          : MALFORMED;
    };
  }

  /**
   * As the argument of hash/find: six hexadecimal numbers, all separated by colons or all by dots,
   * and perhaps a VLAN.
   */
  static Request findMac(ArgumentScanner argument) {
    long mac = 0;
    char separator = argument.rest().indexOf(':') >= 0 ? ':' : '.';
    for (int i = 0; i < 6; i++) {
      boolean separated = i == 0 || argument.skip(separator);
      OptionalInt octet = separated ? argument.hexadecimal() : OptionalInt.empty();
      if (octet.isEmpty() || octet.getAsInt() > 0xff) {
        return MALFORMED;
      }
      mac = mac << 8 | octet.getAsInt();
    }
    int vlan = argument.decimal().orElse(0);
    boolean possible = vlan >= 0 && vlan < NO_VLAN;
    return new Request.Core(new Command.FindMac(new MacAddress(mac), possible ? vlan : NO_VLAN));
  }

  /** A command of two numbers. */
  interface OfTwo {
    Command of(int a, int b);
  }

  /** A command of one port, or of all, and a number. */
  interface OfPorts {
    Command of(OptionalInt port, int number);
  }

  /** A command of three numbers. */
  interface OfThree {
    Command of(int a, int b, int c);
  }

  /** A request of a number and a name. */
  interface OfOwner {
    Request of(int port, String name);
  }
}
